/** Subscriptions beyond what an operation may be: nested too deeply, with too many aliases, of too many fields. */
export function deep(): string {
  const open = 'project { budget { projects(first: 1) { nodes { ';
  const close = '} } } }';
  return `subscription { changes { node { ${open.repeat(4)} id ${close.repeat(4)} } } }`;
}

export function aliased(): string {
  const aliases = Array.from({ length: 60 }, (_, index) => `a${index}: cursor`).join(' ');
  return `subscription { changes { ${aliases} } }`;
}

export function costly(): string {
  const rows = 'projects(first: 500) { nodes { ';
  return `subscription { changes { node { budget { ${rows} budget { ${rows} indicators { name } } } } } } } } } }`;
}
