/** Reading of JSON whose shape is not known yet. */

export type JsonObject = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object at hand, or an empty one: for optional parts of a document. */
export const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

export const parseObject = (text: string): JsonObject => objectOf(JSON.parse(text));
