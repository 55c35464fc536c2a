import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { basicSetup } from 'codemirror';
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Problem } from '../../api/contract.ts';

const look = EditorView.theme({
  '&': { fontSize: '13px', backgroundColor: 'var(--surface)', color: 'var(--mantine-color-text)', height: '100%' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '1.6' },
  '.cm-gutters': { backgroundColor: 'var(--surface-2)', color: 'var(--mantine-color-dimmed)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--accent) 7%, transparent)' },
  '.cm-cursor': { borderLeftColor: 'var(--accent)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-content ::selection, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'color-mix(in srgb, var(--accent) 24%, transparent) !important' },
  '.cm-tooltip': { backgroundColor: 'var(--surface)', border: '1px solid var(--line-strong)', borderRadius: '8px', padding: '2px' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--bad)' },
});
const colours = syntaxHighlighting(HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--accent)' },
  { tag: [tags.string, tags.content], color: 'var(--mantine-color-text)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--warn)' },
  { tag: tags.comment, color: 'var(--mantine-color-dimmed)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.separator], color: 'var(--mantine-color-dimmed)' },
]));

export interface CodeEditorProps { text: string; language: 'yaml' | 'json'; label: string; problems: readonly Problem[]; readOnly?: boolean; jump?: { line: number; turn: number }; onChange: (text: string) => void }

/** Editor of one file that marks the lines the server complains about. */
export default function CodeEditor({ text, language, label, problems, readOnly, jump, onChange }: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null), view = useRef<EditorView | null>(null), change = useRef(onChange), editable = useRef(new Compartment());
  useLayoutEffect(() => { change.current = onChange; });

  useEffect(() => {
    const editor = new EditorView({
      parent: host.current!,
      state: EditorState.create({
        doc: text,
        extensions: [basicSetup, language === 'yaml' ? yaml() : json(), lintGutter(), EditorView.cspNonce.of(document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''), look, colours, EditorView.lineWrapping, editable.current.of(EditorState.readOnly.of(readOnly ?? false)), EditorView.contentAttributes.of({ 'aria-label': label }), EditorView.updateListener.of(update => { if (update.docChanged) change.current(update.state.doc.toString()); })],
      }),
    });
    view.current = editor;
    return () => { view.current = null; editor.destroy(); };
  }, [language, label]); // eslint-disable-line react-hooks/exhaustive-deps -- the text follows below

  useEffect(() => {
    const editor = view.current;
    if (editor && editor.state.doc.toString() !== text) editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
  }, [text]);

  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const found = problems.map((problem): Diagnostic => {
      const line = editor.state.doc.line(Math.max(1, Math.min(editor.state.doc.lines, problem.line ?? 1)));
      const from = Math.min(line.to, line.from + Math.max(0, (problem.column ?? 1) - 1));
      return { from, to: Math.max(from, line.to), severity: 'error', message: problem.message };
    });
    editor.dispatch(setDiagnostics(editor.state, found));
  }, [problems, text]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || !jump) return;
    const line = editor.state.doc.line(Math.max(1, Math.min(editor.state.doc.lines, jump.line)));
    editor.dispatch({ selection: { anchor: line.from }, effects: EditorView.scrollIntoView(line.from, { y: 'center' }) });
    editor.focus();
  }, [jump]);

  return <div ref={host} style={{ height: '100%', overflow: 'auto' }} />;
}
