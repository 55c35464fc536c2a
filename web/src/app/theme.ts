import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const petrol: MantineColorsTuple = ['#e9f6f8', '#d3ebef', '#a5d6de', '#74c0cc', '#4eaebe', '#339fb1', '#1d8ca0', '#0f6c80', '#0b5869', '#064451'];
const night: MantineColorsTuple = ['#d7dee6', '#b3bdc8', '#94a1ae', '#66737f', '#3a4652', '#2a343e', '#1f2831', '#151c23', '#10161c', '#0b1015'];

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 7 },
  colors: { petrol, dark: night },
  fontFamily: "'Inter Variable', 'Open Sans', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  headings: { fontWeight: '620', sizes: { h1: { fontSize: '1.375rem', lineHeight: '1.3' }, h2: { fontSize: '1.0625rem', lineHeight: '1.35' }, h3: { fontSize: '0.9375rem', lineHeight: '1.4' } } },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '20px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true, arrowSize: 6 } },
    // Without the empty element that takes the focus first: a menu may hold nothing but its items.
    Menu: { defaultProps: { shadow: 'md', radius: 'md', withInitialFocusPlaceholder: false } },
    Select: { defaultProps: { comboboxProps: { shadow: 'md' }, checkIconPosition: 'right' } },
  },
});

/** Greys that pass AA on our backgrounds, and the surfaces of both schemes. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: { '--header-height': '52px' },
  light: {
    '--mantine-color-body': '#f5f7f9', '--mantine-color-dimmed': '#556270', '--mantine-color-text': '#17212b', '--mantine-color-placeholder': '#66727e',
    '--surface': '#ffffff', '--surface-2': '#f5f7f9', '--surface-3': '#e9edf1', '--line': '#dde3e9', '--line-strong': '#c4ccd5', '--accent': '#0f6c80', '--accent-soft': '#e3f2f5',
    '--good': '#14713d', '--good-soft': '#e2f4e9', '--warn': '#8a4b00', '--warn-soft': '#fdf0dc', '--bad': '#b3211f', '--bad-soft': '#fdeaea', '--note': '#2a5ea8', '--note-soft': '#e8f0fb', '--idle': '#55626e', '--idle-soft': '#eceff2',
    '--shadow': '0 1px 2px rgb(16 28 40 / 5%), 0 2px 8px rgb(16 28 40 / 4%)',
  },
  dark: {
    '--mantine-color-body': '#0b1015', '--mantine-color-dimmed': '#94a3b1', '--mantine-color-text': '#e3e9ef', '--mantine-color-placeholder': '#8593a1', '--mantine-color-anchor': '#74c0cc',
    '--mantine-color-petrol-light-color': '#8fd0da',
    '--surface': '#121920', '--surface-2': '#0b1015', '--surface-3': '#1d2630', '--line': '#242e38', '--line-strong': '#394653', '--accent': '#5cc0d0', '--accent-soft': '#12303a',
    '--good': '#5fd08c', '--good-soft': '#12301f', '--warn': '#f3b562', '--warn-soft': '#35260e', '--bad': '#ff8f8a', '--bad-soft': '#3a1a1b', '--note': '#8db8f5', '--note-soft': '#16263d', '--idle': '#9aa8b5', '--idle-soft': '#1d2630',
    '--shadow': 'none',
  },
});
