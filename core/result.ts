/** What can happen in the world: a value, or an error that says its kind. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });

/** What can only happen through our own mistake. Nobody catches it; its message never quotes data. */
export class Defect extends Error {
  override readonly name = 'Defect';
}

/** Ends a `switch` over a closed union, so that a new member breaks the build where it must be thought of. */
export function unreachable(x: never): never {
  throw new Defect(`unhandled case: ${typeof x}`);
}

declare const brand: unique symbol;
/** A type made in one function and trusted afterwards. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
