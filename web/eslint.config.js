import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'e2e/artifacts', 'src/api/openapi.d.ts'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    plugins: { 'react-hooks': hooks },
    languageOptions: { parserOptions: { project: ['./tsconfig.app.json', './tsconfig.node.json'], tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...hooks.configs.recommended.rules,
      // The compiler's rules judge code for a compiler that is not used here; drawing on a canvas needs refs.
      'react-hooks/refs': 'off', 'react-hooks/immutability': 'off', 'react-hooks/set-state-in-effect': 'off', 'react-hooks/purity': 'off', 'react-hooks/incompatible-library': 'off',
      // uPlot has enums in its types only; there are no values to name.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['**/*.{js,mjs}'], languageOptions: { globals: { process: 'readonly', console: 'readonly', fetch: 'readonly', setInterval: 'readonly', setTimeout: 'readonly', URL: 'readonly', Buffer: 'readonly', document: 'readonly', window: 'readonly', performance: 'readonly', localStorage: 'readonly', requestAnimationFrame: 'readonly' } } },
);
