/** Facts an error may carry out of a handler: codes, counts and references; never data, never a cause. */
export type CodedFacts = Readonly<Record<string, string | number>>;

/**
 * The only errors that leave a handler (design D4). Step Functions, queues and logs show name and message, so both
 * hold nothing a patient could be recognised by.
 */
export class CodedError extends Error {
  override readonly name: string;
  readonly facts: CodedFacts;
  constructor(code: string, facts: CodedFacts) {
    super(JSON.stringify(facts));
    this.name = code;
    this.facts = facts;
  }
}

/** A batch did all it could; what is left is worth another try. */
export const batchIncomplete = (facts: CodedFacts & { readonly unsettled: number }): CodedError =>
  new CodedError('BatchIncomplete', facts);

/** The class name of whatever was thrown, where it looks like one. */
export const errorClass = (error: unknown): string =>
  error instanceof Error && /^[A-Za-z][A-Za-z.]{0,59}$/.test(error.name) ? error.name : 'Error';

const FRAME = /^\s+at .*:\d+:\d+\)?$/;

/** Stack frames without the message, which may quote data, over several lines even. */
export function stackFrames(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const stack = error.stack ?? '';
  const quoted = stack.indexOf(error.message);
  const frames = quoted < 0 ? stack : stack.slice(quoted + error.message.length);
  return frames
    .split('\n')
    .flatMap((line) => (FRAME.test(line) ? [line.trim()] : []))
    .slice(0, 12);
}

/** Whatever is not coded becomes `UnexpectedFault`: its class name travels, its message does not. */
export const coded = (error: unknown, step: string): CodedError =>
  error instanceof CodedError ? error : new CodedError('UnexpectedFault', { step, error: errorClass(error) });
