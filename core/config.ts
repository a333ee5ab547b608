import * as z from 'zod';
import { timersSchema } from './claim/timer-settings.ts';
import { editParametersSchema } from './edits/parameters.ts';
import { type RulesDocument, rulesSchema } from './edits/rules/schema.ts';
import { statementsSchema } from './patient/statement-settings.ts';
import { contractSchema, toleranceCentsSchema, tolerancePercentSchema } from './remit/contract.ts';
import { err, ok, type Result } from './result.ts';

/**
 * The one configuration document: who we bill for, through whom, and each payer's ways.
 *
 * It holds no patient data, so problems may name their place and say what was expected.
 */

const kebab = z
  .string()
  .max(30)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and hyphens');
const npi = z.string().regex(/^[12]\d{9}$/, 'an NPI has ten digits');
const days = z.int().min(1).max(3650);
/** X12 basic and extended character set, without the delimiters that we write. */
const x12Text = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[ -)+-9;-@A-Z[-\]_a-z{-}]+$/, 'printable characters other than * : ^ ~');

const clientShape = z.strictObject({
  /** Names the practice in keys, prefixes and lists. */
  id: kebab,
  /** First three characters of every claim number of this client (design.md D6). Never change it. */
  code: z.string().regex(/^[A-Z0-9]{3}$/, 'three characters, A to Z or 0 to 9'),
  /** For people; never in a resource's name. */
  name: z.string().min(1).max(60),
  /** The partner that its claims go through. */
  partner: kebab,
  /** When ready claims leave: at the end of each intake run, or by the hourly schedule. */
  submission: z.enum(['immediately', 'scheduled']),
  /** Billing NPIs that its claims may carry. Absent: any that its own claims carry. */
  billingNpis: z.array(npi).min(1).optional(),
  /** A patient balance up to this is closed without a statement. Cents; default just under $5. */
  smallBalanceCents: z.int().min(0).max(100_000).default(499),
  /** A denial of more than this is written off only when a second person approves it. Cents; default $250. */
  writeOffApprovalCents: z.int().min(0).max(100_000_000).default(25_000),
  /** What it says of its patient statements (docs/statements.md). */
  statements: statementsSchema.optional(),
});

/** ISA05 to ISA08: a qualifier of the code list and an id of at most 15 characters. */
const interchangeIdShape = z.strictObject({
  qualifier: z.enum(['01', '14', '20', '27', '28', '29', '30', '33', 'ZZ']),
  id: x12Text(15),
});

/** 1000A: who answers for the file (NM1*41 and PER). */
const submitterShape = z
  .strictObject({
    name: x12Text(60),
    /** NM109 of 1000A, agreed with the receiver. */
    etin: x12Text(80),
    contactName: x12Text(60).optional(),
    /** Ten digits. */
    phone: z
      .string()
      .regex(/^\d{10}$/, 'ten digits')
      .optional(),
    email: x12Text(256).optional(),
  })
  .refine((s) => s.phone !== undefined || s.email !== undefined, {
    message: 'PER needs a phone or an email',
    path: ['phone'],
  });

/** The sets that come from partners and clients. */
const guideSets = ['837P', '837I', '837D', '835', '999', '277CA', '277', '276', '270', '271'] as const;

const partnerShape = z.strictObject({
  /** Names the clearinghouse or payer connection in keys, prefixes and lists. */
  id: kebab,
  name: z.string().min(1).max(60),
  /** Answered by our own simulator (design.md D12); then `usage` must be `T`. */
  sandbox: z.boolean(),
  /** Seed of the simulator's choices. Same seed and same claims, same answers. */
  sandboxSeed: z.string().min(1).max(64).optional(),
  /** Which mix of answers the simulator gives. */
  sandboxScenario: kebab.optional(),
  /** How bytes reach the partner: an object under `drop/{partner}/`. */
  transport: z.literal('bucket-drop'),
  /** ISA15: test or production. */
  usage: z.enum(['T', 'P']),
  /** ISA05 and ISA06. */
  sender: interchangeIdShape,
  /** ISA07 and ISA08. */
  receiver: interchangeIdShape,
  /** GS02. */
  applicationSender: x12Text(15).min(2),
  /** GS03. */
  applicationReceiver: x12Text(15).min(2),
  submitter: submitterShape,
  /** NM103 of 1000B. */
  receiverName: x12Text(60),
  /** NM109 of 1000B. */
  receiverEtin: x12Text(80).min(2),
  /** GS08 and ST03 where the partner wants another than the guide's own. */
  guideVersions: z.strictObject({ p837: x12Text(12).optional() }).optional(),
  /**
   * What this partner's own guide identifiers (ST03 or GS08) mean, besides the standard's: `{"ACME835": "835"}`. Sets
   * under a name that is neither are not read.
   */
  guides: z.record(x12Text(35), z.enum(guideSets)).optional(),
  /** ISA14: ask for a TA1. */
  acknowledgmentRequested: z.boolean().default(true),
  /** A line feed after each segment, for people. */
  newlines: z.boolean().default(true),
  /** Upper-case all text in outgoing files; many clearinghouses want it. */
  upperCase: z.boolean().default(true),
  /** Post the balanced claims of an 835 with an unbalanced one (domain.md 5). Default: hold it whole. */
  partialPosting: z.boolean().default(false),
  /** CLM segments in one interchange; the guide allows 5,000. */
  claimsPerInterchange: z.int().min(1).max(5000).default(5000),
  /** CLM segments in one transaction set. A 999 rejects a set with all its claims: smaller sets risk less. */
  claimsPerSet: z.int().min(1).max(5000).default(5000),
});

const compiles = (pattern: string): boolean => {
  try {
    return new RegExp(pattern) instanceof RegExp;
  } catch {
    return false;
  }
};

const payerShape = z.strictObject({
  /** NM109 of 2010BB, or `*` for every payer without a profile of its own. */
  id: z.union([z.literal('*'), x12Text(80)]),
  name: z.string().min(1).max(60).optional(),
  /** Further ids under which its remittances come (N104, REF*2U, TRN03): they tell which coverage answers. */
  aliases: z.array(x12Text(80)).min(1).max(20).optional(),
  /** Is billed after another payer even where that one left nothing to pay: Medicaid, deductibles. */
  wantsZeroBalance: z.boolean().default(false),
  /** Raises, lowers or switches off edits by id, or by family as `family:identifiers` (domain.md 7.1). */
  editSeverities: z
    .record(
      z.string().regex(/^([A-Z0-9]+-\d{2}|family:[a-z-]+)$/, 'an edit id or `family:` and its name'),
      z.enum(['error', 'warning', 'info', 'off']),
    )
    .optional(),
  /** Regular expression that the whole member id must match. */
  memberIdPattern: z.string().refine(compiles, 'a regular expression').optional(),
  /** Takes replacements (frequency 7). */
  acceptsFrequency7: z.boolean().default(true),
  /** Takes voids (frequency 8). */
  acceptsFrequency8: z.boolean().default(true),
  /**
   * Takes the number of its 277CA (REF*1K) in REF*F8 of a void before it has decided. Default: no, it wants the number
   * of its remittance.
   */
  acceptsAcknowledgedNumber: z.boolean().default(false),
  /** Regular expression that the whole of its claim numbers matches: what REF*F8 may hold. */
  payerClaimNumberPattern: z.string().refine(compiles, 'a regular expression').optional(),
  /** Days from the 835's date in which a replacement is taken (domain.md 6). */
  replacementWindowDays: days.default(90),
  /** Days from the 835's date in which an appeal is taken (domain.md 6.4). */
  appealDays: days.default(90),
  /** How many times one may appeal. Original Medicare has levels and limits of its own. */
  appealLevels: z.int().min(1).max(5).default(2),
  /** Days from the last service date in which a claim is taken. Absent: not checked. */
  timelyFilingDays: days.optional(),
  /** How long its answers may take before somebody is told (docs/timers.md). Default: what `*` says, then our own. */
  timers: timersSchema.optional(),
  /** What it wants of single edits (docs/edits.md). */
  editParameters: editParametersSchema.optional(),
  /** What it owes by contract: its rates, or a share of the Medicare fee schedule. Absent: nothing is expected. */
  contract: contractSchema.optional(),
  /** A line that lacks more than this, and more than `tolerancePercent`, is underpaid. Default 100, a dollar. */
  toleranceCents: toleranceCentsSchema.optional(),
  /** Default 1 %. */
  tolerancePercent: tolerancePercentSchema.optional(),
});

const configShape = z
  .strictObject({
    /** How long archived files are kept and locked. Years; payers and states ask 7 to 10 (aws.md 6.2). */
    retentionYears: z.int().min(1).max(30).default(7),
    clients: z.array(clientShape).min(1),
    partners: z.array(partnerShape).min(1),
    payers: z.array(payerShape).min(1),
    /** What the customer's own claims are tested by, besides our edits (docs/edits.md). */
    rules: rulesSchema.optional(),
  })
  .superRefine((config, context) => {
    for (const { path, message } of contradictions(config))
      context.addIssue({ code: 'custom', path, message });
  });

export type Client = Readonly<z.infer<typeof clientShape>>;
export type Partner = Readonly<z.infer<typeof partnerShape>>;
export type PayerProfile = Readonly<z.infer<typeof payerShape>>;
export type Config = {
  readonly retentionYears: number;
  readonly clients: readonly Client[];
  readonly partners: readonly Partner[];
  readonly payers: readonly PayerProfile[];
  readonly rules?: RulesDocument | undefined;
};

/** What is wrong, and where: `clients.0.code`. */
export type ConfigProblem = { readonly path: string; readonly message: string };

type Contradiction = { readonly path: (string | number)[]; readonly message: string };

/** What no single field can show: ids used twice, and references to nobody. */
function contradictions({ clients, partners, payers }: Omit<Config, 'retentionYears'>): Contradiction[] {
  const partnerIds = new Set(partners.map((p) => p.id));
  const payerIds = payers.map((p) => p.id);
  return [
    ...repeats(clients.map((c) => c.id)).map((i) => ({ path: ['clients', i, 'id'], message: 'used twice' })),
    ...repeats(clients.map((c) => c.code)).map((i) => ({
      path: ['clients', i, 'code'],
      message: 'used twice',
    })),
    ...repeats(partners.map((p) => p.id)).map((i) => ({
      path: ['partners', i, 'id'],
      message: 'used twice',
    })),
    ...repeats(partners.map(interchangePair)).map((i) => ({
      path: ['partners', i, 'receiver'],
      message: 'another partner has this sender, receiver and usage; control numbers would clash',
    })),
    ...repeats(payerIds).map((i) => ({ path: ['payers', i, 'id'], message: 'used twice' })),
    ...(payerIds.includes('*') ? [] : [{ path: ['payers'], message: 'needs the default payer, id *' }]),
    ...clients.flatMap((c, i) =>
      partnerIds.has(c.partner) ? [] : [{ path: ['clients', i, 'partner'], message: 'no such partner' }],
    ),
    ...partners.flatMap((p, i) => sandboxContradictions(p, i)),
  ];
}

/** The simulator never answers production claims, and only it knows seeds and scenarios. */
function sandboxContradictions(partner: Partner, at: number): Contradiction[] {
  if (partner.sandbox) {
    return partner.usage === 'T'
      ? []
      : [{ path: ['partners', at, 'usage'], message: 'a sandbox partner is a test partner: T' }];
  }
  const stray = (['sandboxSeed', 'sandboxScenario'] as const).filter((field) => partner[field] !== undefined);
  return stray.map((field) => ({ path: ['partners', at, field], message: 'only for a sandbox partner' }));
}

/** ISA13 is unique per sender, receiver and usage (design.md D14). */
const interchangePair = ({ sender, receiver, usage }: Partner): string =>
  [sender.qualifier, sender.id, receiver.qualifier, receiver.id, usage].join('*');

/** Positions of values that stood earlier in the list. */
const repeats = (values: readonly string[]): number[] =>
  values.flatMap((value, i) => (values.indexOf(value) < i ? [i] : []));

/** Reads the document, fills in defaults, and lists everything that is wrong with it at once. */
export function parseConfig(json: unknown): Result<Config, readonly ConfigProblem[]> {
  const read = configShape.safeParse(json);
  if (read.success) return ok(read.data);
  return err(read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })));
}

/** The payer's own profile, or the default one. */
export function payerProfile(config: Config, payerId: string): PayerProfile {
  const own = config.payers.find((p) => p.id === payerId);
  return own ?? config.payers.find((p) => p.id === '*') ?? payerShape.parse({ id: '*' });
}

/** Further ids of a payer, as remittances name it. */
export const payerAliases =
  ({ payers }: Pick<Config, 'payers'>) =>
  (payerId: string): readonly string[] =>
    payers.find(({ id }) => id === payerId)?.aliases ?? [];

/** What a partner calls its guides, as reading an X12 file of its takes them; nothing where it is not known. */
export const guidesOf = (
  { partners }: Pick<Config, 'partners'>,
  partnerId: string,
): { readonly guides?: NonNullable<Partner['guides']> } => {
  const guides = partners.find(({ id }) => id === partnerId)?.guides;
  return guides === undefined ? {} : { guides };
};
