/**
 * Every code set that we know, as columns: the one description that importers fill, tables are written by and edits
 * read. A row is in force on a day when its `from` and `to` columns, where the set has them, hold it.
 *
 * @see domain.md 7.1; codesets.md 1 and 3
 */

/**
 * What a column holds: `day` CCYYMMDD as a number, 0 for none or open; `u8`, `u16`, `u32`, `i32` whole numbers; `text`.
 */
export type ColumnType = 'day' | 'u8' | 'u16' | 'u32' | 'i32' | 'text';
export type Columns = Readonly<Record<string, ColumnType>>;

export interface CodeSetSpec {
  /** For people. */
  readonly title: string;
  /**
   * `release`: each release holds for its own days (`from` to `to`), and the one of the date of service decides.
   * `rows`: rows bear their own days, and the newest release decides for every day.
   */
  readonly dated: 'release' | 'rows';
  /** Whether a code may have several rows, as with other days or other partners. */
  readonly repeated: boolean;
  readonly columns: Columns;
}

const spec = <C extends Columns>(
  title: string,
  dated: 'release' | 'rows',
  columns: C,
  { repeated = dated === 'rows' }: { readonly repeated?: boolean } = {},
) => ({ title, dated, repeated, columns }) as const;

const dates = { from: 'day', to: 'day' } as const;
const named = { ...dates, title: 'text' } as const;
/** `modifier`: 0 not allowed, 1 allowed, 9 not applicable. */
const pairs = { other: 'text', modifier: 'u8', ...dates } as const;
/** `mai`: 1 line, 2 day by policy, 3 day by clinical benchmark. */
const unlikely = { units: 'u32', mai: 'u8' } as const;

export const codeSets = {
  /** `billable`: 1 valid for submission, 0 a header. */
  icd10cm: spec('ICD-10-CM diagnoses', 'release', { billable: 'u8', short: 'text', title: 'text' }),
  /**
   * Notes of the tabular list. The key is a code without its dot, a section `A00-A09` or a chapter `CH1`. `kind`:
   * see NOTE_KINDS. `refs`: codes and ranges that the note names, blank-separated: `Z16`, `J44`, `K50-K52`.
   */
  'icd10cm-notes': spec(
    'ICD-10-CM tabular notes',
    'release',
    { kind: 'u8', refs: 'text', note: 'text' },
    { repeated: true },
  ),
  icd10pcs: spec('ICD-10-PCS procedures', 'release', { billable: 'u8', short: 'text', title: 'text' }),
  /**
   * `coverage`: the letter's character code, 0 for none. `unlisted`: 1 where the title says unlisted, not otherwise
   * classified or the like. `pricing`: the first pricing indicator. `labs`: lab certification codes.
   */
  hcpcs: spec('HCPCS Level II', 'rows', {
    ...named,
    short: 'text',
    coverage: 'u8',
    unlisted: 'u8',
    pricing: 'text',
    typeOfService: 'text',
    betos: 'text',
    labs: 'text',
    crossReference: 'text',
    anesthesiaUnits: 'u16',
  }),
  'hcpcs-modifiers': spec('HCPCS Level II modifiers', 'rows', named),
  /** The customer's own licensed file. `unlisted` as with HCPCS. */
  cpt: spec('CPT', 'release', { short: 'text', title: 'text', unlisted: 'u8' }),
  'cpt-modifiers': spec('CPT modifiers', 'release', { title: 'text' }),
  'ptp-practitioner': spec('NCCI PTP, practitioner', 'rows', pairs),
  'ptp-hospital': spec('NCCI PTP, outpatient hospital', 'rows', pairs),
  'mue-practitioner': spec('MUE, practitioner', 'release', unlikely),
  'mue-outpatient': spec('MUE, outpatient hospital', 'release', unlikely),
  'mue-dme': spec('MUE, DME supplier', 'release', unlikely),
  /** `type` 1 closed list, 2 contractor-defined, 3 partial list. `primary` is CCCCC for type 2. */
  'add-on': spec('NCCI add-on codes', 'rows', { type: 'u8', primary: 'text', ...dates }),
  /**
   * `list`: see MCE_LISTS. `ageFrom` and `ageTo` are whole years, for age lists. `procedure`: 1 where the key is an
   * ICD-10-PCS code.
   */
  mce: spec(
    'Medicare Code Editor lists',
    'release',
    { list: 'u8', ageFrom: 'u8', ageTo: 'u8', procedure: 'u8' },
    { repeated: true },
  ),
  'poa-exempt': spec('Diagnoses exempt from present-on-admission marks', 'release', {}),
  /** `facility`: 1 where services are paid at the facility rate. */
  pos: spec('Places of service', 'rows', { ...named, facility: 'u8' }),
  /** Four digits. `procedure`: 1 where an outpatient line needs a HCPCS code. */
  revenue: spec('Revenue codes', 'rows', { ...named, procedure: 'u8' }),
  /** Three digits: facility, care, frequency; or two, for any frequency. */
  'bill-types': spec('Types of bill', 'rows', named),
  taxonomy: spec('NUCC provider taxonomy', 'rows', named),
  carc: spec('Claim adjustment reason codes', 'rows', named),
  rarc: spec('Remittance advice remark codes', 'rows', named),
  'claim-status': spec('Claim status codes', 'rows', named),
  'claim-status-category': spec('Claim status category codes', 'rows', named),
  /**
   * Medicare physician fee schedule relative values, a row for each code and modifier. RVUs in hundredths, conversion
   * factor in ten-thousandths of a dollar. `status`, `pcTc`, `global`, `multiple`, `bilateral` … as published.
   */
  mpfs: spec(
    'Medicare physician fee schedule',
    'release',
    {
      modifier: 'text',
      status: 'text',
      work: 'i32',
      nonFacilityPe: 'i32',
      facilityPe: 'i32',
      malpractice: 'i32',
      pcTc: 'text',
      global: 'text',
      preoperative: 'u8',
      intraoperative: 'u8',
      postoperative: 'u8',
      multiple: 'text',
      bilateral: 'text',
      assistant: 'text',
      coSurgeons: 'text',
      team: 'text',
      endoscopicBase: 'text',
      conversionFactor: 'u32',
      title: 'text',
    },
    { repeated: true },
  ),
  /** The key is contractor and locality, `10112-00`. Indices in thousandths. */
  gpci: spec('Geographic practice cost indices', 'release', {
    state: 'text',
    name: 'text',
    work: 'u16',
    practice: 'u16',
    malpractice: 'u16',
  }),
  /** A contract's own rates. `modifier` and `payer` are empty where any serves; `cents` for one unit. */
  fees: spec('Fee schedule', 'rows', { ...dates, modifier: 'text', payer: 'text', cents: 'u32' }),
} as const satisfies Readonly<Record<string, CodeSetSpec>>;

export type CodeSetName = keyof typeof codeSets;
export const codeSetNames = Object.keys(codeSets) as readonly CodeSetName[];
export const isCodeSetName = (name: string): name is CodeSetName => Object.hasOwn(codeSets, name);

type ColumnsOf<S extends CodeSetName> = (typeof codeSets)[S]['columns'];
type Value<T> = T extends 'text' ? string : number;

/** One row of a set, under its code. Codes are upper case and have no dot. */
export type CodeRow<S extends CodeSetName> = { readonly code: string } & {
  readonly [C in keyof ColumnsOf<S>]: Value<ColumnsOf<S>[C]>;
};
export type NumberColumn<S extends CodeSetName> = {
  [C in keyof ColumnsOf<S>]: Value<ColumnsOf<S>[C]> extends number ? C : never;
}[keyof ColumnsOf<S>] &
  string;
export type TextColumn<S extends CodeSetName> = {
  [C in keyof ColumnsOf<S>]: Value<ColumnsOf<S>[C]> extends string ? C : never;
}[keyof ColumnsOf<S>] &
  string;

export const NOTE_KINDS = {
  excludes1: 1,
  excludes2: 2,
  codeFirst: 3,
  useAdditionalCode: 4,
  codeAlso: 5,
  seventhCharacter: 6,
} as const;

export const MCE_LISTS = {
  newborn: 1,
  pediatric: 2,
  maternity: 3,
  adult: 4,
  'female-only': 5,
  'male-only': 6,
  manifestation: 7,
  'unacceptable-principal': 8,
  'questionable-admission': 9,
  'non-covered': 10,
  'limited-coverage': 11,
} as const;

/** What one import of a set is called, and for which days it decides. */
export interface Release {
  readonly set: CodeSetName;
  /** `FY2027`, `2026Q4`, `starter`, or what the user called it. */
  readonly release: string;
  /** CCYYMMDD as numbers; `to` 0 is open. */
  readonly from: number;
  readonly to: number;
  /** False for a starter or one part of several: what is not in it may still exist. */
  readonly complete: boolean;
  readonly source: { readonly name: string; readonly sha256: string };
  readonly rows: number;
  /** Milliseconds since 1970. */
  readonly importedAt: number;
}
