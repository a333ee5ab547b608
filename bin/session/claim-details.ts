import { onFiling, waitsToBeSent } from '../../core/claim/filings.ts';
import type { Head } from '../../core/claim/head.ts';
import type { JournalEvent } from '../../core/claim/journal.ts';
import type { EditFinding, FilingState } from '../../core/claim/types.ts';
import type { Encounter, ServiceLine } from '../../core/encounter/model.ts';
import { type AccountBalances, claimTotals, insuranceOpen } from '../../core/ledger/balances.ts';
import { interchangeStates } from './claim-states.ts';
import type { Stores } from './stores.ts';

/** A claim as one person looks at it. Amounts in cents. */
export interface ClaimDetails {
  readonly claimNo: string;
  readonly clientId: string;
  readonly partnerId: string;
  readonly payerId: string;
  readonly state: FilingState;
  readonly since: string;
  readonly attempt: number;
  readonly controlNo?: number;
  readonly setControlNo?: string;
  readonly payerClaimControlNo?: string;
  readonly chargeCents: number;
  readonly insurancePaidCents: number;
  readonly contractualCents: number;
  readonly patientCents: number;
  readonly openCents: number;
  readonly lines: readonly LineDetails[];
  /** Of a claim that went to several payers; the facts above are those of the active one. */
  readonly filings?: readonly FilingDetails[];
  /** It leaves with the next file. */
  readonly waits: boolean;
  /** The last predetermination (CLP02 25); it decides nothing. */
  readonly estimate?: EstimateDetails;
  /** Of the content in force. */
  readonly findings: readonly EditFinding[];
  /** Releases of code sets that judged it: `icd10cm FY2027`. */
  readonly releases: readonly string[];
  /** Code sets that it could not be tested against, or only in part. */
  readonly untested: readonly string[];
  readonly work: readonly {
    readonly id: string;
    readonly queue: string;
    readonly reason: string;
    readonly status: string;
  }[];
  /** Only when asked for: who the patient is, and what ails them. */
  readonly phi?: PatientDetails;
}

/** What a payer says that it would do. */
export interface EstimateDetails {
  /** CCYYMMDD. */
  readonly on: string;
  readonly allowedCents: number;
  readonly patientCents: number;
  readonly planCents: number;
}

/** The claim at one of its payers. */
export interface FilingDetails {
  /** Payer sequence: the digit behind the claim number in CLM01. */
  readonly filing: number;
  readonly payerId: string;
  readonly state: FilingState;
  readonly since: string;
  readonly attempt: number;
  readonly payerClaimControlNo?: string;
  readonly paidCents: number;
  readonly openCents: number;
}

export interface LineDetails {
  /** 1-based; 0 is money of the claim as a whole. */
  readonly line: number;
  readonly procedure: string;
  readonly units: string;
  readonly chargeCents: number;
  readonly insurancePaidCents: number;
  readonly contractualCents: number;
  readonly patientCents: number;
  readonly openCents: number;
}

export interface PatientDetails {
  readonly name: string;
  readonly dob?: string;
  readonly memberId?: string;
  readonly diagnoses: readonly string[];
  /** First day of each line. */
  readonly dates: readonly string[];
}

/** @param phi whether the patient is shown too */
export async function claimDetails(
  stores: Pick<Stores, 'claims' | 'files' | 'work'>,
  head: Head,
  phi: boolean,
): Promise<ClaimDetails> {
  const stateOf = await interchangeStates(stores);
  const events = await stores.claims.events(head.claimNo);
  const facts = events.find(({ version }) => version === head.contentVersion)?.facts;
  const assembled = facts?.kind === 'assembled' ? facts : undefined;
  const content = assembled?.claim.content;
  const totals = claimTotals(head.balances);
  return {
    claimNo: head.claimNo,
    clientId: head.clientId,
    partnerId: head.partnerId,
    payerId: head.payerId,
    state: stateOf(head),
    since: head.since,
    attempt: head.attempt,
    ...(head.batch && { controlNo: head.batch.controlNo, setControlNo: head.batch.setControlNo }),
    ...(head.payerClaimControlNo !== undefined && { payerClaimControlNo: head.payerClaimControlNo }),
    chargeCents: head.chargeCents,
    ...moneyOf(totals),
    lines: linesOf(content?.lines ?? [], head),
    ...filingsOf(head, stateOf),
    waits: waitsToBeSent(head),
    ...estimateIn(events),
    findings: assembled?.findings ?? [],
    releases: assembled?.releases ?? [],
    untested: assembled?.untested ?? [],
    work: (await stores.work.ofClaim(head.claimNo)).map(({ id, queue, reason, status }) => ({
      id,
      queue,
      reason,
      status,
    })),
    ...(phi && content !== undefined && { phi: patientOf(content, head.filing) }),
  };
}

/** In the order of the payers; only of a claim that has several. */
function filingsOf(
  head: Head,
  stateOf: (head: Head) => FilingState,
): { readonly filings?: readonly FilingDetails[] } {
  if (head.others === undefined) return {};
  const all = [head.filing, ...Object.keys(head.others).map(Number)].toSorted((a, b) => a - b);
  const filings = all.map((filing): FilingDetails => {
    const shown = onFiling(head, filing);
    const { payerId, since, attempt, adjudication, payerClaimControlNo } = shown;
    return {
      ...{ filing, payerId, state: stateOf(shown), since, attempt },
      ...(payerClaimControlNo !== undefined && { payerClaimControlNo }),
      paidCents: adjudication?.paidCents ?? 0,
      openCents: insuranceOpen(head.balances, filing),
    };
  });
  return { filings };
}

const moneyOf = (totals: ReturnType<typeof claimTotals>) => ({
  insurancePaidCents: totals.insurancePaid,
  contractualCents: totals.contractual,
  patientCents: totals.patientOpen,
  openCents: totals.insuranceOpen,
});

function estimateIn(events: readonly JournalEvent[]): Pick<ClaimDetails, 'estimate'> {
  const last = events.flatMap(({ facts }) => (facts.kind === 'estimated' ? [facts] : [])).at(-1);
  if (last === undefined) return {};
  const { paymentDate: on, allowedCents, patientCents, planCents } = last;
  return { estimate: { on, allowedCents, patientCents, planCents } };
}

function linesOf(lines: readonly ServiceLine[], { balances }: Head): readonly LineDetails[] {
  const moneyOfLine = (line: number) => {
    const accounts: AccountBalances = balances[line] ?? {};
    return moneyOf(claimTotals({ [line]: accounts }));
  };
  const own = lines.map(({ code, modifiers = [], units, chargeCents }, i) => ({
    line: i + 1,
    procedure: [code, ...modifiers].join(' '),
    units,
    chargeCents,
    ...moneyOfLine(i + 1),
  }));
  const ofTheWhole = { line: 0, procedure: '', units: '', chargeCents: 0, ...moneyOfLine(0) };
  return balances[0] === undefined ? own : [...own, ofTheWhole];
}

function patientOf({ patient, coverages, diagnoses, lines }: Encounter, filing: number): PatientDetails {
  const coverage = coverages.find(({ seq }) => seq === filing);
  return {
    name: [patient.first, patient.middle, patient.last ?? patient.name].filter(Boolean).join(' '),
    ...(patient.dob !== undefined && { dob: patient.dob }),
    ...(coverage?.memberId !== undefined && { memberId: coverage.memberId }),
    diagnoses: [...diagnoses],
    dates: lines.map(({ from }) => from),
  };
}
