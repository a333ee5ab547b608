const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** An element with text, which is escaped, or with elements. */
export function element(name: string, content: string | number | boolean | readonly string[]): string {
  const inner =
    typeof content === 'object'
      ? content.join('')
      : String(content).replace(/[&<>"]/g, (character) => escapes[character] ?? character);
  return `<${name}>${inner}</${name}>`;
}
