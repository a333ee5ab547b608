/** How a command ends: 0 fine, 1 findings, held or refused, 2 wrong use, 3 fault. */
export type ExitCode = 0 | 1 | 2 | 3;

/** What a command found out, for programs and for people. */
export interface Answer {
  /** The one document of `--json`. */
  readonly json: unknown;
  /** What people see; made only when asked for. */
  readonly text: () => string;
  /** 0 if not given. */
  readonly code?: ExitCode;
}

/** A command that cannot do what it was asked to. The message and the advice hold no patient data. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: Exclude<ExitCode, 0>;
  /** What to do about it: a command, or a sentence. */
  readonly next: string | undefined;

  constructor(code: Exclude<ExitCode, 0>, message: string, next?: string) {
    super(message);
    this.code = code;
    this.next = next;
  }
}

export const refused = (message: string, next?: string): Failure => new Failure(1, message, next);
export const wrongUse = (message: string, next?: string): Failure => new Failure(2, message, next);
export const fault = (message: string, next?: string): Failure => new Failure(3, message, next);

/**
 * What of a thrown thing may be shown. Messages of parsers quote their input and those of service clients hold
 * items, so only their kind is told; our own errors are written without data.
 */
export function asFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  if (!(thrown instanceof Error)) return fault('something that is no error was thrown');
  const quotesData = thrown instanceof SyntaxError || thrown.name === 'ZodError' || '$metadata' in thrown;
  return fault(quotesData ? thrown.name : `${thrown.name}: ${thrown.message}`);
}
