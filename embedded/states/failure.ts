/**
 * A state failed with an error name that Retry and Catch can match. Everything else that is thrown is either
 * a `Stopped` or our own mistake, and no definition may catch those.
 */
export class StateFailure extends Error {
  override readonly name = 'StateFailure';
  readonly error: string | undefined;
  override readonly cause: string | undefined;

  constructor(error: string | undefined, cause?: string) {
    super(`${error ?? 'no error name'}: ${cause ?? 'no cause'}`);
    this.error = error;
    this.cause = cause;
  }
}

/** The run was stopped from outside of its state: by the caller, the time limit, or a failed sibling. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  readonly status: 'ABORTED' | 'TIMED_OUT';

  constructor(status: 'ABORTED' | 'TIMED_OUT') {
    super(status);
    this.status = status;
  }
}

/** What a Catch sees as `$states.errorOutput`. */
export const errorOutputOf = ({ error, cause }: StateFailure): Readonly<Record<string, string>> => ({
  ...(error === undefined ? {} : { Error: error }),
  ...(cause === undefined ? {} : { Cause: cause }),
});

/** Errors that no wildcard matches: a Retry or Catch has to name them. */
const unmatchedByWildcards: readonly string[] = ['States.DataLimitExceeded', 'States.Runtime'];
const timeouts: readonly string[] = ['States.Timeout', 'States.HeartbeatTimeout'];

/** Whether an `ErrorEquals` list covers an error. */
export function errorMatches(errorEquals: readonly string[], error: string | undefined): boolean {
  if (error !== undefined && errorEquals.includes(error)) return true;
  if (error !== undefined && unmatchedByWildcards.includes(error)) return false;
  if (errorEquals.includes('States.ALL')) return true;
  const timedOut = error !== undefined && timeouts.includes(error);
  return errorEquals.includes(timedOut ? 'States.Timeout' : 'States.TaskFailed');
}
