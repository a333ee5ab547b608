import type * as z from 'zod';

export type Problem = { readonly where: string; readonly what: string };

/** A definition that this engine would run differently from AWS, or that AWS would not accept. */
export class UnsupportedDefinition extends Error {
  override readonly name = 'UnsupportedDefinition';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(
      ['unsupported state machine', ...problems.map(({ where, what }) => `${where} ${what}`)].join('\n  '),
    );
    this.problems = problems;
  }
}

const fromJsonPath = 'belongs to JSONPath states';
const notBuilt = 'is outside of the subset that runs alike here and in AWS';

/** Why a field that AWS knows is refused. Other unknown fields are misspelt or misplaced. */
const refusedFields: Readonly<Record<string, string>> = {
  InputPath: fromJsonPath,
  OutputPath: fromJsonPath,
  ResultPath: fromJsonPath,
  ItemsPath: fromJsonPath,
  Parameters: fromJsonPath,
  ResultSelector: fromJsonPath,
  Result: fromJsonPath,
  ItemReader: `${notBuilt}; pass Items`,
  ResultWriter: `${notBuilt}; return small results`,
  MaxInputBytesPerBatch: `${notBuilt}; give MaxItemsPerBatch`,
  Credentials: notBuilt,
  Iterator: 'is the old name of ItemProcessor',
};

/** The findings of a shape, as problems that name the field. */
export function problemsOf(where: string, error: z.ZodError): readonly Problem[] {
  return error.issues.flatMap((issue) => {
    const at = issue.path.join('.');
    if (issue.code !== 'unrecognized_keys') {
      return [{ where, what: at === '' ? issue.message : `${at}: ${issue.message}` }];
    }
    return issue.keys.map((key) => {
      const reason = refusedFields[key] ?? 'is no field that can stand there';
      return { where, what: `field ${at === '' ? key : `${at}.${key}`} ${reason}` };
    });
  });
}
