/** Puts `path` as the value of `data.path` into the text of a configuration, and leaves everything else as it is. */
export function withDataset(text: string, path: string): string {
  const value = /^[\w./-]+$/.test(path) ? path : JSON.stringify(path);
  const lines = text.split('\n');
  const data = lines.findIndex(line => /^data:\s*(#.*)?$/.test(line));
  if (data < 0) return `${text.replace(/\n*$/, text.trim() === '' ? '' : '\n')}data:\n  path: ${value}\n`;
  let indent = '  ';
  for (let i = data + 1; i < lines.length && !/^\S/.test(lines[i]!); i++) {
    const m = /^(\s+)([\w]+):/.exec(lines[i]!);
    if (!m) continue;
    indent = m[1]!;
    if (m[2] === 'path') { lines[i] = `${indent}path: ${value}`; return lines.join('\n'); }
  }
  lines.splice(data + 1, 0, `${indent}path: ${value}`);
  return lines.join('\n');
}

/** Which of the two files a dropped one is: by its name, else by how it begins. */
export function kindOfFile(name: string, text: string): 'architecture' | 'configuration' {
  if (/\.json$/i.test(name)) return 'architecture';
  if (/\.ya?ml$/i.test(name)) return 'configuration';
  return text.trimStart().startsWith('{') ? 'architecture' : 'configuration';
}
