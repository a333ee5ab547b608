/** Why a file cannot be read at all: a sentence for the user. `importFiles` makes a problem of it. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  readonly line: number;
  constructor(message: string, line = 0) {
    super(message);
    this.line = line;
  }
}
