import * as z from 'zod';

/** What a step printed: a note for people, or metrics. Neither holds patient data (design.md D4). */
export type StepLog =
  | {
      readonly kind: 'note';
      readonly at: string;
      readonly level: string;
      readonly step: string;
      readonly message: string;
      readonly facts: Readonly<Record<string, string | number>>;
    }
  | { readonly kind: 'metrics'; readonly values: Readonly<Record<string, number>> };

const noteShape = z.looseObject({
  level: z.string(),
  message: z.string(),
  timestamp: z.string(),
  service: z.string(),
});
/** CloudWatch's embedded metric format. */
const metricsShape = z.looseObject({ _aws: z.looseObject({}) });

const notFacts = new Set([
  'level',
  'message',
  'timestamp',
  'service',
  'sampling_rate',
  'requestId',
  'xray_trace_id',
  'frames',
]);

/** Reads the lines of one print; what is no note and no metric is passed over. */
export const readStepLogs = (text: string): readonly StepLog[] =>
  text.split('\n').flatMap((line) => (line.startsWith('{') ? readLine(line) : []));

function readLine(line: string): readonly StepLog[] {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return [];
  }
  const metrics = metricsShape.safeParse(json);
  if (metrics.success) return [{ kind: 'metrics', values: ofType(metrics.data, 'number') }];
  const note = noteShape.safeParse(json);
  if (!note.success) return [];
  const { level, message, timestamp, service } = note.data;
  const facts = { ...ofType(note.data, 'string'), ...ofType(note.data, 'number') };
  for (const name of notFacts) delete facts[name];
  return [{ kind: 'note', at: timestamp, level, step: service, message, facts }];
}

interface TypeNames {
  readonly number: number;
  readonly string: string;
}

function ofType<Name extends keyof TypeNames>(
  values: Readonly<Record<string, unknown>>,
  name: Name,
): Record<string, TypeNames[Name]> {
  const isOne = (value: unknown): value is TypeNames[Name] => typeof value === name;
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (isOne(value) ? [[key, value]] : [])),
  );
}
