import type { Act } from '../../core/claim/act-facts.ts';
import type { Head } from '../../core/claim/head.ts';
import type { EventFacts, JournalEvent, Matched } from '../../core/claim/journal.ts';
import type { Claim } from '../../core/claim/types.ts';
import { accountTotal, applyToLedger } from '../../core/ledger/balances.ts';
import type { JournalEntry } from '../../core/ledger/entries.ts';
import { unreachable } from '../../core/result.ts';
import { day, dollars } from '../terminal/format.ts';
import { isPatientFacts, patientDocumentOf, patientEventName } from './patient-events.ts';
import type { Stores } from './stores.ts';

/** One line of a claim's history. No patient data: codes, control numbers, hashes and amounts. */
export interface TimelineEvent {
  /** ISO, UTC. */
  readonly at: string;
  /** Absent on what is journalled for its whole interchange. */
  readonly version?: number;
  readonly event: string;
  readonly moves: readonly { readonly row: number; readonly from: string; readonly to: string }[];
  /** The document that brought it: a control number, or the hash of a file. */
  readonly document?: string;
  readonly money: EventMoney;
}

/** What the event's entries move, cents; nothing that is zero. */
export interface EventMoney {
  readonly billedCents?: number;
  readonly paidCents?: number;
  readonly contractualCents?: number;
  readonly patientCents?: number;
  readonly suspenseCents?: number;
}

/** The claim's own events, and the delivery that is journalled once for all claims of its interchange. */
export async function timelineOf(stores: Stores, { claimNo }: Head): Promise<readonly TimelineEvent[]> {
  const timeline: TimelineEvent[] = [];
  for (const event of await stores.claims.events(claimNo)) {
    timeline.push(lineOf(event));
    if (event.facts.kind === 'batched') timeline.push(...(await delivery(stores, event.facts)));
  }
  return timeline.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

async function delivery(
  { files }: Stores,
  { partner, controlNo }: EventFacts & { kind: 'batched' },
): Promise<readonly TimelineEvent[]> {
  const interchange = await files.interchange(partner, controlNo);
  if (interchange?.deliveredAt === undefined) return [];
  const answers = [
    ...(interchange.ta1 === undefined ? [] : [`TA1 ${interchange.ta1}`]),
    ...interchange.acceptedSets.map((set) => `999 accepted set ${set}`),
  ];
  const event = ['delivered', ...answers].join('; ');
  return [{ at: interchange.deliveredAt, event, moves: [], document: `interchange ${controlNo}`, money: {} }];
}

function lineOf({ at, version, steps, facts, entries }: JournalEvent): TimelineEvent {
  const document = documentOf(facts);
  return {
    at,
    version,
    event: nameOf(facts),
    moves: steps,
    ...(document === undefined ? {} : { document }),
    money: moneyOf(entries),
  };
}

function nameOf(facts: EventFacts): string {
  if (isPatientFacts(facts)) return patientEventName(facts);
  switch (facts.kind) {
    case 'assembled':
      return `${actOf(facts.act, facts.claim)}, ${facts.findings.length} findings`;
    case 'voided':
      return VOIDED[facts.why];
    case 'held':
      return `held, ${facts.findings.length} findings`;
    case 'batched':
      return 'put into an interchange';
    case 'acknowledged':
      return [
        `${facts.document}${facts.source === undefined ? '' : ` of the ${facts.source}`}`,
        ...facts.codes,
      ].join(' ');
    case 'adjudicated':
      return `835 ${facts.disposition}, CLP02 ${facts.adjudication.status}${matchedBy(facts)}`;
    case 'reversed':
      return `835 reversal ${facts.disposition}${matchedBy(facts)}`;
    case 'forwarded':
      return `835 passed on, CLP02 23${facts.carrier === undefined ? '' : `, to ${facts.carrier.name}`}`;
    case 'denials-moved':
      return `denials ${facts.carcs.join(' ')} billed to the next payer by ${facts.user}`;
    case 'crossover-overdue':
      return 'the payer that it was passed on to has not answered';
    case 'estimated':
      return `835 estimate, CLP02 25: plan ${dollars(facts.planCents)}, patient ${dollars(facts.patientCents)}`;
    case 'appealed':
      return `appeal of level ${facts.level} sent by ${facts.user}, ${facts.reference}${provenBy(facts)}`;
    case 'appeal-refused':
      return `appeal of level ${facts.level} refused, told by ${facts.user}`;
    case 'coverage-added':
      return `payer ${facts.seq} found and added by ${facts.user}`;
    case 'coverage-dropped':
      return `payer ${facts.seq} dropped by ${facts.user}`;
    case 'void-confirmed':
      return `void confirmed by ${facts.user}`;
    case 'overdue':
      return `late since ${day(facts.due)}, reminder ${facts.reminder}`;
    case 'match-refused':
      return `match by ${facts.user} refused: ${facts.reason}`;
    case 'unmatched':
      return `match undone by ${facts.user}, back to suspense`;
    default:
      return unreachable(facts);
  }
}

const provenBy = ({ proof }: EventFacts & { kind: 'appealed' }): string =>
  proof?.days === undefined ? '' : `, with proof of filing ${proof.days} days after DOS`;

const VOIDED = {
  'split-changed': 'voided: the encounter splits otherwise now',
  'nothing-left': 'voided: the payers before left nothing for it',
} as const;

const ACTS = {
  replace: 'replacement (7) made',
  void: 'void (8) made',
  resend: 'to be sent again',
  refile: 'to be filed as a new claim',
} as const satisfies Record<Act['kind'], string>;
const actOf = (act: Act | undefined, { content }: Claim): string =>
  act === undefined
    ? `assembled${content.destination === 1 ? '' : ` for payer ${content.destination}`}`
    : `${ACTS[act.kind]} by ${act.user}`;

const matchedBy = ({ matched }: { readonly matched?: Matched }): string =>
  matched === undefined ? '' : `, matched by ${matched.user}`;

function documentOf(facts: EventFacts): string | undefined {
  if (isPatientFacts(facts)) return patientDocumentOf(facts);
  switch (facts.kind) {
    case 'batched':
      return `interchange ${facts.controlNo}, set ${facts.setControlNo}`;
    case 'assembled':
    case 'acknowledged':
    case 'adjudicated':
    case 'reversed':
    case 'forwarded':
    case 'estimated':
      return `file ${facts.fileId.slice(0, 12)}`;
    case 'match-refused':
    case 'unmatched':
      return `payment ${facts.remittanceId.slice(0, 12)}:${facts.ordinal}`;
    case 'voided':
    case 'held':
    case 'appealed':
    case 'appeal-refused':
    case 'void-confirmed':
    case 'coverage-added':
    case 'coverage-dropped':
    case 'overdue':
    case 'crossover-overdue':
    case 'denials-moved':
      return undefined;
    default:
      return unreachable(facts);
  }
}

function moneyOf(entries: readonly JournalEntry[]): EventMoney {
  const balances = applyToLedger({}, entries);
  // Money in suspense belongs to no line: it is shown beside what is paid, not as paid.
  const ofLines = applyToLedger(
    {},
    entries.filter(({ lineNo }) => lineNo !== undefined),
  );
  const amounts = {
    billedCents: -accountTotal(balances, '4010'),
    paidCents: accountTotal(ofLines, '1015'),
    contractualCents: accountTotal(balances, '4110'),
    patientCents: accountTotal(balances, '1110'),
    suspenseCents: -accountTotal(balances, '2030'),
  };
  return Object.fromEntries(Object.entries(amounts).filter(([, amount]) => amount !== 0));
}
