/** Invented claims, and what statements make of them; in memory, without a store. */
import type { Claim } from '../../../core/claim/types.ts';
import { type CivilDate, civilDate } from '../../../core/dates.ts';
import { ZERO } from '../../../core/money.ts';
import { makeStatement, type Statement } from '../../../core/patient/statement.ts';
import { type StatementClaim, statementClaim } from '../../../core/patient/statement-claim.ts';
import { guarantorOf } from '../../../core/patient/statement-guarantor.ts';
import type { PlanStanding } from '../../../core/patient/statement-plan.ts';
import { type StatementSettings, statementTerms } from '../../../core/patient/statement-settings.ts';
import type { Level } from '../../../core/patient/statement-words.ts';
import { sha256 } from '../../../store/hash.ts';
import { aClaim, aPayment, usd } from '../remit/given.ts';
import type { Book } from './claim-book.ts';

export const DAY: CivilDate = civilDate('20260212');

export const twoLines = [
  { code: '99213', charge: 120 },
  { code: '87880', charge: 30 },
];

type Content = Claim['content'];

/** A claim of 150 of Ann Coe at Riverbend, with all that a letter needs; `changes` replaces parts of its content. */
export function aVisit(no: string, changes: Partial<Content> = {}): Claim {
  const claim = aClaim(no, twoLines);
  const home = { address1: '12 ELM ST', city: 'SPRINGFIELD', state: 'IL', zip: '62702' };
  const practice = { address1: '100 MAIN ST', city: 'SPRINGFIELD', state: 'IL', zip: '627010001' };
  return {
    ...claim,
    content: {
      ...claim.content,
      billing: {
        ...{ entityType: '2', name: 'RIVERBEND FAMILY CLINIC', npi: '1999999992', ...practice },
        contacts: [{ phone: '5555550100' }],
      },
      rendering: { last: 'SMITH', first: 'ALAN', npi: '1888888884' },
      patient: { last: 'COE', first: 'ANN', dob: '19800301', ...home },
      ...changes,
    },
  };
}

/** The payer pays the visit and leaves `patient` dollars of its first line, by a CARC of group PR. */
export const leaves = (no: string, patient: number, carc = '3') =>
  aPayment({
    claimId: `${no}-1`,
    clp: `1/150/${96 - patient}/${patient}`,
    services: [
      { code: '99213', charge: 120, paid: 80 - patient, cas: ['CO-45 40', `PR-${carc} ${patient}`] },
      { code: '87880', charge: 30, paid: 16, cas: ['CO-45 14'] },
    ],
  });

export const shownOf = (book: Book, isQuestioned = false): StatementClaim =>
  statementClaim({ claim: book.claim, head: book.head(), journal: book.events, isQuestioned });

interface Given {
  readonly level?: Level;
  readonly settings?: StatementSettings;
  readonly pending?: Statement['pending'];
  readonly credit?: number;
  readonly plan?: PlanStanding;
}

/** A statement of some books. @throws where it does not add up */
export function statementOf(books: readonly Book[], given: Given = {}): Statement {
  const [first] = books;
  if (first === undefined) throw new Error('a statement is of claims');
  const made = makeStatement({
    ...{ guarantor: guarantorOf(first.claim, sha256), n: 1, level: given.level ?? 1, today: DAY },
    ...{ claims: books.map((book) => shownOf(book)), asked: [], content: first.claim.content },
    pending: given.pending ?? { claims: 0, amount: ZERO },
    ...{ credit: usd(given.credit ?? 0), plan: given.plan ?? { kind: 'none' } },
    terms: statementTerms(given.settings),
  });
  if (made.ok) return made.value;
  throw new Error(`claim ${made.error.claimNo} does not add up`);
}
