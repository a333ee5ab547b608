import { type CivilDate, civilDateOf, epochToIso } from '../../core/dates.ts';
import { claimNo, parseFilingId } from '../../core/ids.ts';
import type { Cents } from '../../core/money.ts';
import type { MailAct } from '../../core/patient/statement-cycle.ts';
import { guarantorOf } from '../../core/patient/statement-guarantor.ts';
import type { PlanAct } from '../../core/patient/statement-plan.ts';
import { sha256 } from '../../store/hash.ts';
import { type Billing, debtors, type Judged, judged } from './statements.ts';
import { claimOf } from './suspended-payment.ts';

const ACCOUNT = /^([A-Z0-9]{3}-[0-9A-F]{16})(?:-\d+)?$/;

/**
 * The account of a guarantor: given itself, as the number of a statement, or by a claim.
 *
 * @throws Failure where there is no such claim
 */
export async function accountOf(billing: Pick<Billing, 'claims'>, text: string): Promise<string> {
  const typed = text.trim().toUpperCase();
  const account = ACCOUNT.exec(typed)?.[1];
  if (account !== undefined) return account;
  const { claim } = await claimOf(billing, parseFilingId(typed)?.claimNo ?? claimNo(typed));
  return guarantorOf(claim, sha256).account;
}

/** Which statement a text names: n of `RVB-0123456789ABCDEF-n`; undefined where it names none. */
export function numberIn(text: string): number | undefined {
  const n = /^[A-Z0-9]{3}-[0-9A-F]{16}-(\d+)$/.exec(text.trim().toUpperCase())?.[1];
  return n === undefined ? undefined : Number(n);
}

/** How a guarantor stands today; null where nothing is owed by the ledger. */
export async function guarantorNow(billing: Billing, account: string): Promise<Judged | null> {
  const found = (await debtors(billing, undefined)).find(({ guarantor }) => guarantor.account === account);
  return found === undefined ? null : judged(billing, found, civilDateOf(billing.now()));
}

/** So often another person may be faster. */
const ATTEMPTS = 8;

/**
 * Notes that a guarantor's letters come back, or that the address was mended.
 *
 * @returns the act; `already` where that is so already; `never` where no letter was sent
 */
export async function noteMail(
  { files, now, user }: Billing,
  account: string,
  act: MailAct['act'],
): Promise<MailAct | 'already' | 'never'> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { issued, mail } = await files.statements(account);
    const afterStatement = issued.at(-1)?.n ?? 0;
    if (afterStatement === 0) return 'never';
    if ((mail.at(-1)?.act ?? 'mended') === act) return 'already';
    const next = { n: mail.length + 1, act, afterStatement, user, at: epochToIso(now()) };
    if (await files.putMailAct(account, next)) return next;
  }
  return 'already';
}

/** What is agreed with a guarantor; null ends what was agreed. */
export type Agreement = { readonly instalment: Cents; readonly firstOn: CivilDate } | null;

/**
 * Notes a payment plan, or its end.
 *
 * @returns the act; `already` where that is so already, or there is none to be ended
 */
export async function notePlan(
  { files, now, user }: Billing,
  account: string,
  agreed: Agreement,
): Promise<PlanAct | 'already'> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { plans } = await files.statements(account);
    if (isAgreed(plans.at(-1), agreed)) return 'already';
    const by = { n: plans.length + 1, day: civilDateOf(now()), user, at: epochToIso(now()) };
    const next: PlanAct =
      agreed === null
        ? { ...by, act: 'ended' }
        : { ...by, act: 'agreed', instalmentCents: agreed.instalment, firstOn: agreed.firstOn };
    if (await files.putPlanAct(account, next)) return next;
  }
  return 'already';
}

const isAgreed = (last: PlanAct | undefined, agreed: Agreement): boolean =>
  agreed === null
    ? last?.act !== 'agreed'
    : last?.instalmentCents === agreed.instalment && last.firstOn === agreed.firstOn;
