import * as z from 'zod';

/** A batch or a whole run that failed for good, as its machine reported it. */
const failedWork = z.looseObject({
  machine: z.enum(['intake', 'submission', 'acknowledgment', 'remittance', 'timers', 'codesets']),
  step: z.string(),
  error: z.string(),
  execution: z.string(),
  fileId: z.string().optional(),
  client: z.string().optional(),
  partner: z.string().optional(),
  batch: z.number().int().optional(),
  planId: z.string().optional(),
  interchange: z.number().int().optional(),
});
const lostDenial = z.strictObject({ claimNo: z.string(), version: z.number().int() });
const lostUpload = z.looseObject({ detail: z.looseObject({ object: z.looseObject({ key: z.string() }) }) });

export type FailedWork = z.infer<typeof failedWork>;

/** What a dead letter was about. Its text may hold an uploaded file's name, so only references are kept of it. */
export type DeadLetter =
  | { readonly kind: 'failed-work'; readonly work: FailedWork }
  | { readonly kind: 'denial'; readonly claimNo: string; readonly version: number }
  | { readonly kind: 'upload' }
  | { readonly kind: 'unreadable' };

export function deadLetterOf(body: string): DeadLetter {
  const json = parse(body);
  const work = failedWork.safeParse(json);
  if (work.success) return { kind: 'failed-work', work: work.data };
  const denial = lostDenial.safeParse(json);
  if (denial.success) return { kind: 'denial', ...denial.data };
  return { kind: lostUpload.safeParse(json).success ? 'upload' : 'unreadable' };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // The parser's message would quote the body.
    return null;
  }
}
