import type { CodeTable } from '../codes/code-sets.ts';
import { type Edit, type EditContext, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts, LineFacts } from './facts.ts';
import { lineHits } from './hits.ts';
import { type AnyLine, besides, covers } from './ncci-history.ts';
import { oncePerClaim } from './ncci-once.ts';
import { decidedBy } from './procedures-indicators.ts';
import { cptNumber, HCPCS_QUALIFIER } from './procedures-kinds.ts';

const SOURCE = 'CMS NCCI add-on code edits; NCCI Policy Manual chapter I';
const TYPES = ['P', 'I'] as const;

interface AddOn {
  readonly line: LineFacts;
  readonly table: CodeTable<'add-on'>;
  /** 1 closed list of primary codes, 2 none, 3 partial list. */
  readonly type: number;
}

const NONE: readonly AddOn[] = [];

/** The lines with add-on codes of their day. */
const addOnsOf = oncePerClaim((claim: ClaimFacts, { codes }: EditContext): readonly AddOn[] => {
  if (claim.inpatient) return NONE;
  let found: AddOn[] | undefined;
  for (const line of claim.lines) {
    if (line.code === '' || line.from === 0 || line.qualifier !== HCPCS_QUALIFIER) continue;
    const table = codes.at('add-on', line.from);
    const type = table === undefined ? 0 : typeOf(table, line.code, line.from);
    if (table === undefined || type === 0) continue;
    found = [...(found ?? NONE), { line, table, type }];
  }
  return found ?? NONE;
});

/** 0 where the code is no add-on on the day. A code that has rows of several types has a list that is not closed. */
function typeOf(table: CodeTable<'add-on'>, code: string, day: number): number {
  let type = 0;
  const { start, end } = table.range(code);
  for (let row = start; row < end; row += 1) {
    if (!isInForce(table, row, day)) continue;
    const own = table.number(row, 'type');
    type = type === 0 || type === own ? own : 3;
  }
  return type;
}

function isInForce(table: CodeTable<'add-on'>, row: number, day: number): boolean {
  const to = table.number(row, 'to');
  return day >= table.number(row, 'from') && (to === 0 || day <= to);
}

function primariesOf({ table, line }: AddOn): ReadonlySet<string> {
  const primaries = new Set<string>();
  const { start, end } = table.range(line.code);
  for (let row = start; row < end; row += 1) {
    if (isInForce(table, row, line.from)) primaries.add(table.text(row, 'primary'));
  }
  return primaries;
}

/** The other services of the line's day, here and on earlier claims. */
const companyOf = (line: LineFacts, claim: ClaimFacts, context: EditContext): readonly AnyLine[] =>
  [...claim.lines.filter((other) => other !== line), ...besides(claim, context)].filter(
    (other) => other.code !== '' && covers(other, line.from),
  );

const withPrimary: Edit = {
  id: 'ADD-01',
  level: 'claim',
  types: TYPES,
  severity: 'error',
  queue: 'bundling',
  value: 'procedure',
  tables: ['add-on'],
  cause:
    'An add-on code is paid beside one of its primary codes only, of the same day and provider (types 1 and 3 of the ' +
    'list), here or on an earlier claim. It warns only where another provider of the group gave the primary ' +
    'service, or where the list is not closed (type 3) and another procedure stands beside it.',
  source: SOURCE,
  remedy: 'Bill the primary service on the same claim, or correct the code.',
  examples: {
    fails: { changes: { 'lines[1].code': '90022', 'lines[1].modifiers': [] } },
    passes: {
      changes: {
        'lines[0].code': '90021',
        'lines[0].modifiers': [],
        'lines[1].code': '90022',
        'lines[1].modifiers': [],
      },
    },
  },
  check: (claim, context) => hitsOf(claim, context, primaryHit),
};

function hitsOf(
  claim: ClaimFacts,
  context: EditContext,
  find: (addOn: AddOn, claim: ClaimFacts, context: EditContext) => Hit | undefined,
): readonly Hit[] {
  const addOns = addOnsOf(claim, context);
  if (addOns.length === 0) return NOTHING;
  return addOns.flatMap((addOn) => find(addOn, claim, context) ?? NOTHING);
}

function primaryHit(addOn: AddOn, claim: ClaimFacts, context: EditContext): Hit | undefined {
  const { line, table, type } = addOn;
  if (type === 2) return undefined;
  const primaries = primariesOf(addOn);
  const company = companyOf(line, claim, context);
  const beside = company.filter(({ code }) => primaries.has(code));
  const isGroup = claim.type === 'I' || context.payer.editParameters?.ptpGroupScope === true;
  if (beside.some(({ rendering }) => isGroup || rendering === line.rendering)) return undefined;
  const hit = { field: line.codeField, line: line.number, row: decidedBy(table, line.code) };
  if (beside.length > 0) {
    return { ...hit, message: 'The add-on’s primary service is of another provider.', severity: 'warning' };
  }
  const message = 'An add-on code stands without one of its primary codes.';
  const isOpen = type === 3 && company.some(({ code }) => typeOf(table, code, line.from) === 0);
  return isOpen ? { ...hit, message, severity: 'warning' } : { ...hit, message };
}

const withAny: Edit = {
  id: 'ADD-02',
  level: 'claim',
  types: TYPES,
  severity: 'warning',
  queue: 'bundling',
  value: 'procedure',
  tables: ['add-on'],
  cause:
    'An add-on code whose primary codes each payer names for itself (type 2) stands beside another procedure of the ' +
    'day that is no add-on. A warning: there is no national list to test by.',
  source: SOURCE,
  remedy: 'Bill the primary service on the same claim, or ask the payer which codes it takes.',
  examples: {
    fails: {
      changes: {
        'lines[0].code': '90023',
        'lines[0].modifiers': [],
        'lines[1].code': '90022',
        'lines[1].modifiers': [],
      },
    },
    passes: { changes: { 'lines[1].code': '90023', 'lines[1].modifiers': [] } },
  },
  check: (claim, context) =>
    hitsOf(claim, context, ({ line, table, type }) => {
      if (type !== 2) return undefined;
      const isBeside = companyOf(line, claim, context).some(
        ({ code }) => typeOf(table, code, line.from) === 0,
      );
      if (isBeside) return undefined;
      const message = 'An add-on code stands without another procedure of the day.';
      return { field: line.codeField, line: line.number, message, row: decidedBy(table, line.code) };
    }),
};

const multiple: Edit = {
  id: 'ADD-03',
  level: 'encounter',
  types: TYPES,
  severity: 'error',
  queue: 'coding',
  value: 'modifier',
  tables: ['add-on'],
  cause:
    '51 lowers the price of a second procedure. That of an add-on code is lowered already: 51 does not stand on it.',
  source: `${SOURCE}; CPT appendix D`,
  remedy: 'Take 51 away.',
  examples: {
    fails: { changes: { 'lines[1].code': '90022', 'lines[1].modifiers': ['51'] } },
    passes: { changes: { 'lines[1].code': '90022', 'lines[1].modifiers': [] } },
  },
  check: (claim, { codes }) =>
    lineHits(claim, ({ code, modifiers, modifiersField, number, from }) => {
      if (!modifiers.includes('51') || from === 0) return undefined;
      const table = codes.at('add-on', from);
      if (table === undefined || typeOf(table, code, from) === 0) return undefined;
      const message = 'Modifier 51 stands on an add-on code.';
      return { field: modifiersField, line: number, message, row: decidedBy(table, code) };
    }),
};

/** Injection or giving of a vaccine, and the vaccines themselves. */
const isVaccination = (code: string): boolean => {
  const number = cptNumber(code);
  return number === 90_460 || (number >= 90_471 && number <= 90_474) || number === 90_480;
};
const isVaccine = (code: string): boolean => {
  const number = cptNumber(code);
  if (number < 0) return code >= 'Q2034' && code <= 'Q2039';
  return (
    (number >= 90_476 && number <= 90_759 && number !== 90_480) || (number >= 91_300 && number <= 91_329)
  );
};

const vaccine: Edit = {
  id: 'ADD-04',
  level: 'claim',
  types: ['P'],
  severity: 'warning',
  queue: 'charge-entry',
  value: 'procedure',
  cause:
    'The giving of a vaccine stands beside the vaccine, which payers want even where a state supplied it free. A ' +
    'warning: some take the giving alone.',
  source: 'CPT, immunization administration; payer rules',
  remedy: 'Add the line of the vaccine; with a charge of zero where it was free.',
  examples: {
    fails: { changes: { 'lines[1].code': '90471', 'lines[1].modifiers': [] } },
    passes: {
      changes: {
        'lines[0].code': '90686',
        'lines[0].modifiers': [],
        'lines[1].code': '90471',
        'lines[1].modifiers': [],
      },
    },
  },
  check: (claim, context) =>
    lineHits(claim, (line) => {
      if (!isVaccination(line.code)) return undefined;
      if (companyOf(line, claim, context).some(({ code }) => isVaccine(code))) return undefined;
      return {
        field: line.codeField,
        line: line.number,
        message: 'A vaccine was given, and no line says which.',
      };
    }),
};

export const addOnEdits: readonly Edit[] = [withPrimary, withAny, multiple, vaccine];
