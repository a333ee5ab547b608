/** EventBridge's event patterns: the subset below; any other matcher is refused by name. */
import { isObject, type JsonObject } from '../json.ts';

/** Whether the event has what the pattern asks for. A field matches when any of its patterns does. */
export function matchesPattern(pattern: JsonObject, event: unknown): boolean {
  return Object.entries(pattern).every(([field, wanted]) => {
    if (field === '$or') {
      return (
        Array.isArray(wanted) && wanted.some((choice) => isObject(choice) && matchesPattern(choice, event))
      );
    }
    const value = isObject(event) ? event[field] : undefined;
    if (Array.isArray(wanted)) return wanted.some((matcher) => matchesField(matcher, value));
    return isObject(wanted) && matchesPattern(wanted, value);
  });
}

/** A list in an event matches when any of its members does. */
function matchesField(matcher: unknown, value: unknown): boolean {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!isObject(matcher)) return values.includes(matcher);
  return Object.entries(matcher).every(([kind, argument]) => {
    const negative = kind === 'anything-but';
    const test = (item: unknown) => matchesValue(kind, argument, item);
    return negative ? values.every(test) : values.some(test);
  });
}

function matchesValue(kind: string, argument: unknown, value: unknown): boolean {
  switch (kind) {
    case 'exists':
      return (value !== undefined) === argument;
    case 'prefix':
      return typeof value === 'string' && value.startsWith(String(argument));
    case 'suffix':
      return typeof value === 'string' && value.endsWith(String(argument));
    case 'equals-ignore-case':
      return typeof value === 'string' && value.toLowerCase() === String(argument).toLowerCase();
    case 'wildcard':
      return typeof value === 'string' && wildcard(String(argument)).test(value);
    case 'anything-but': {
      const excluded: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
      return value !== undefined && !excluded.some((matcher) => matchesField(matcher, value));
    }
    default:
      throw new Error(`the embedded AWS does not know the event pattern ${kind}`);
  }
}

/** `*` stands for any characters, a backslash takes the meaning from what follows it. */
function wildcard(text: string): RegExp {
  const parts = text.match(/\\.|[^\\]/gs) ?? [];
  const source = parts.map((part) => (part === '*' ? '.*' : literal(part.at(-1) ?? '')));
  return new RegExp(`^${source.join('')}$`, 's');
}

const literal = (character: string): string => character.replace(/[.*+?^${}()|[\]\\]/, '\\$&');
