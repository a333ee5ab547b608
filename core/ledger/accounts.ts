/** Which side makes an account grow. */
type Side = 'debit' | 'credit';

interface AccountRow {
  readonly code: string;
  readonly name: string;
  readonly type: 'asset' | 'liability' | 'revenue' | 'contra-revenue' | 'expense';
  readonly normal: Side;
  /** What its sub-accounts stand for; absent where it has none. */
  readonly sub?: 'payer sequence' | 'trace' | 'claim' | 'payer and claim' | 'payer and reference' | 'reason';
}

/** The whole chart of accounts (domain.md 5.8). */
export const chart = [
  { code: '1010', name: 'Bank', type: 'asset', normal: 'debit' },
  { code: '1015', name: 'Remittance clearing', type: 'asset', normal: 'debit', sub: 'trace' },
  { code: '1020', name: 'Patient cash clearing', type: 'asset', normal: 'debit' },
  { code: '1100', name: 'Receivable from insurance', type: 'asset', normal: 'debit', sub: 'payer sequence' },
  { code: '1110', name: 'Receivable from patients', type: 'asset', normal: 'debit' },
  { code: '1120', name: 'Receivable in collections', type: 'asset', normal: 'debit' },
  { code: '1190', name: 'Withheld or levied by third parties', type: 'asset', normal: 'debit' },
  { code: '2010', name: 'Payer credits', type: 'liability', normal: 'credit', sub: 'payer and claim' },
  {
    code: '2020',
    name: 'Patient credits and prepayments',
    type: 'liability',
    normal: 'credit',
    sub: 'claim',
  },
  { code: '2030', name: 'Unidentified remittance money', type: 'liability', normal: 'credit', sub: 'trace' },
  {
    code: '2050',
    name: 'Payer recoupment and forward balance',
    type: 'liability',
    normal: 'credit',
    sub: 'payer and reference',
  },
  { code: '2060', name: 'Provider-level adjustments to classify', type: 'liability', normal: 'credit' },
  { code: '2070', name: 'Payer advances', type: 'liability', normal: 'credit' },
  { code: '4010', name: 'Gross charges', type: 'revenue', normal: 'credit' },
  { code: '4110', name: 'Contractual adjustments', type: 'contra-revenue', normal: 'debit' },
  { code: '4120', name: 'Denial write-offs', type: 'contra-revenue', normal: 'debit', sub: 'reason' },
  { code: '4130', name: 'Small-balance and courtesy', type: 'contra-revenue', normal: 'debit' },
  { code: '4140', name: 'Charity and financial assistance', type: 'contra-revenue', normal: 'debit' },
  { code: '4910', name: 'Interest income from payers', type: 'revenue', normal: 'credit' },
  { code: '4920', name: 'Incentives and capitation', type: 'revenue', normal: 'credit' },
  { code: '6010', name: 'Bad debt', type: 'expense', normal: 'debit' },
  { code: '6110', name: 'Payer penalties and interest charged', type: 'expense', normal: 'debit' },
] as const satisfies readonly AccountRow[];

export type AccountCode = (typeof chart)[number]['code'];
export type Account = AccountRow & { readonly code: AccountCode };

const byCode: ReadonlyMap<string, Account> = new Map(chart.map((row) => [row.code, row]));

/** The chart's row of `code`, or undefined for a code that is none. */
export const accountOf = (code: string): Account | undefined => byCode.get(code);

/** Accounts that hold what others owe: their sum is the A/R. */
export const receivables = ['1100', '1110', '1120'] as const satisfies readonly AccountCode[];
