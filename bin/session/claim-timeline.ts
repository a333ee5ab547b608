import type { Head } from '../../core/claim/head.ts';
import type { EventFacts, JournalEvent, Matched } from '../../core/claim/journal.ts';
import { accountTotal, applyToLedger } from '../../core/ledger/balances.ts';
import type { JournalEntry } from '../../core/ledger/entries.ts';
import { unreachable } from '../../core/result.ts';
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
  switch (facts.kind) {
    case 'assembled':
      return `assembled, ${facts.findings.length} findings`;
    case 'voided':
      return 'voided: the encounter splits otherwise now';
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
    case 'match-refused':
      return `match by ${facts.user} refused: ${facts.reason}`;
    case 'unmatched':
      return `match undone by ${facts.user}, back to suspense`;
    default:
      return unreachable(facts);
  }
}

const matchedBy = ({ matched }: { readonly matched?: Matched }): string =>
  matched === undefined ? '' : `, matched by ${matched.user}`;

function documentOf(facts: EventFacts): string | undefined {
  switch (facts.kind) {
    case 'batched':
      return `interchange ${facts.controlNo}, set ${facts.setControlNo}`;
    case 'assembled':
    case 'acknowledged':
    case 'adjudicated':
    case 'reversed':
      return `file ${facts.fileId.slice(0, 12)}`;
    case 'match-refused':
    case 'unmatched':
      return `payment ${facts.remittanceId.slice(0, 12)}:${facts.ordinal}`;
    case 'voided':
    case 'held':
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
