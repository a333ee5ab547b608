/** Every step's function: what it needs to run, and all that it may touch. Grants and environment follow. */

/**
 * Prefixes of the artifacts bucket. Only `intake/`, `inbound/`, `codesets/` and a sandbox's `drop/` start something.
 */
export type Prefix =
  | 'intake'
  | 'inbound'
  | 'outbound'
  | 'drop'
  | 'plans'
  | 'batches'
  | 'claims'
  | 'quarantine'
  | 'codesets'
  | 'tables';
export type TableName = 'claims' | 'files' | 'work';
export type MachineName = 'intake' | 'submission' | 'acknowledgment' | 'remittance' | 'timers' | 'codesets';
export type QueueName = 'uploads' | 'denials' | 'sandbox';

export interface StepSpec {
  readonly memoryMb: number;
  /** For a step of a machine, its state's `TimeoutSeconds` is a little longer. */
  readonly timeoutSeconds: number;
  readonly reads?: readonly Prefix[];
  /** A writer reads too: an object that exists with equal content is success. */
  readonly writes?: readonly Prefix[];
  /** Who may touch `claims` may touch `claims/` as well: there lies what is too large for an item. */
  readonly tables?: Readonly<Partial<Record<TableName, 'read' | 'write'>>>;
  readonly sends?: readonly QueueName[];
  readonly starts?: readonly MachineName[];
}

/** One virtual processor: readers and writers of whole files are bound by it. */
const WHOLE_FILE = { memoryMb: 1769, timeoutSeconds: 300 };
const BATCH = { memoryMb: 1024, timeoutSeconds: 120 };
/** A batch with the national tables beside it: some 150 MB, and a processor to read them with. */
const JUDGED_BATCH = { memoryMb: 1769, timeoutSeconds: 120 };
/** Holds a file of the code sets and its tables at once: 2.7 million rows of PTP, and their zip. */
const WHOLE_CODE_SET = { memoryMb: 3008, timeoutSeconds: 600 };

export const steps = {
  'route-upload': {
    memoryMb: 512,
    timeoutSeconds: 30,
    reads: ['inbound'],
    tables: { files: 'write' },
    starts: ['intake', 'acknowledgment', 'remittance', 'codesets'],
  },
  'receive-file': {
    ...WHOLE_FILE,
    reads: ['intake'],
    writes: ['batches', 'quarantine'],
    tables: { files: 'write', work: 'write' },
  },
  'validate-codes': {
    ...JUDGED_BATCH,
    reads: ['tables'],
    writes: ['batches'],
    tables: { files: 'write' },
  },
  'assemble-claims': {
    ...JUDGED_BATCH,
    reads: ['batches', 'tables'],
    tables: { claims: 'write', work: 'write' },
  },
  'plan-interchanges': {
    ...BATCH,
    timeoutSeconds: 300,
    writes: ['plans'],
    tables: { claims: 'read', files: 'write' },
  },
  'write-interchange': {
    ...WHOLE_FILE,
    timeoutSeconds: 900,
    reads: ['plans'],
    writes: ['outbound'],
    tables: { claims: 'write', files: 'write', work: 'write' },
  },
  'deliver-interchange': {
    ...BATCH,
    timeoutSeconds: 300,
    reads: ['plans', 'outbound'],
    writes: ['drop'],
    tables: { files: 'write' },
  },
  'read-response': {
    ...WHOLE_FILE,
    reads: ['inbound', 'plans'],
    writes: ['batches', 'quarantine'],
    tables: { files: 'write', work: 'write' },
  },
  'apply-acknowledgment': {
    ...BATCH,
    reads: ['batches'],
    tables: { claims: 'write', files: 'write', work: 'write' },
  },
  'read-remittance': {
    ...WHOLE_FILE,
    reads: ['inbound'],
    writes: ['batches', 'quarantine'],
    tables: { files: 'write', work: 'write' },
  },
  'post-remittance': {
    ...BATCH,
    reads: ['inbound', 'batches', 'tables'],
    tables: { claims: 'write', files: 'write', work: 'write' },
    sends: ['denials'],
  },
  'bill-next-payer': {
    ...JUDGED_BATCH,
    reads: ['inbound', 'batches', 'tables'],
    tables: { claims: 'write', work: 'write' },
  },
  'reconcile-remittance': {
    ...BATCH,
    timeoutSeconds: 300,
    reads: ['batches'],
    tables: { claims: 'write', files: 'write', work: 'write' },
  },
  'find-overdue': {
    ...WHOLE_FILE,
    timeoutSeconds: 900,
    writes: ['batches'],
    tables: { claims: 'read', files: 'read', work: 'read' },
  },
  'run-timers': {
    ...JUDGED_BATCH,
    reads: ['batches', 'tables'],
    tables: { claims: 'write', files: 'read', work: 'write' },
  },
  'import-codes': {
    ...WHOLE_CODE_SET,
    reads: ['codesets'],
    writes: ['tables', 'quarantine'],
    tables: { files: 'write', work: 'write' },
  },
  'activate-codes': { ...WHOLE_CODE_SET, writes: ['tables'] },
  'work-denials': {
    memoryMb: 512,
    timeoutSeconds: 60,
    tables: { claims: 'read', files: 'read', work: 'write' },
  },
  'drain-dead-letters': {
    memoryMb: 512,
    timeoutSeconds: 60,
    reads: ['inbound', 'batches', 'plans'],
    tables: { claims: 'read', work: 'write' },
  },
  'answer-interchange': {
    ...WHOLE_FILE,
    reads: ['drop'],
    writes: ['inbound'],
    tables: { files: 'read' },
    sends: ['sandbox'],
  },
} as const satisfies Record<string, StepSpec>;

export type StepName = keyof typeof steps;

/** Every step, in the table's order. `Object.keys` forgets that its table is closed. */
export const stepNames = Object.keys(steps) as readonly StepName[];

/** `plan-interchanges` → `PlanInterchanges`: the step's state, construct and substitution. */
export const pascalCase = (name: string): string =>
  name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
