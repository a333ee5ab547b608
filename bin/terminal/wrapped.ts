const LINE_LENGTH = 78;

/** Words in lines that fit a terminal, the first behind its title and the others below it. */
export function wrapped(title: string, words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined) lines.push(`${title}${word}`);
    else if (last.length + word.length + 2 <= LINE_LENGTH) lines[lines.length - 1] = `${last}, ${word}`;
    else {
      lines[lines.length - 1] = `${last},`;
      lines.push(`${' '.repeat(title.length)}${word}`);
    }
  }
  return lines;
}
