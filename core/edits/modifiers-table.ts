import type { Edit, EditContext, Hit } from './edit.ts';
import type { LineFacts } from './facts.ts';
import { lineHits } from './hits.ts';
import { isCptModifier, isJourney } from './modifiers-classes.ts';
import { decidedBy, unknownOn } from './procedures-indicators.ts';
import { isLevelTwo } from './procedures-kinds.ts';

const REMEDY = 'Choose the modifier that was in force on the day of service.';

const levelTwoModifiers: Edit = {
  id: 'MOD-15',
  level: 'encounter',
  types: ['P', 'I'],
  severity: 'error',
  queue: 'coding',
  value: 'modifier',
  tables: ['hcpcs-modifiers'],
  cause:
    'A HCPCS modifier is in the list on the day of service. Origin and destination of an ambulance are made of ' +
    'two letters and stand in no list. An unknown one only warns where the list came out more than a quarter ' +
    'before the day, and is not judged where it came out two years after it.',
  source: 'CMS HCPCS quarterly update, modifiers; 45 CFR 162.1002',
  remedy: REMEDY,
  examples: {
    fails: { changes: { 'lines[1].modifiers': ['ZZ'] } },
    passes: { changes: { 'lines[1].modifiers': ['QW'] } },
  },
  check: (claim, context) => lineHits(claim, (line) => modifierHit(line, context, 'hcpcs-modifiers')),
};

const cptModifiers: Edit = {
  id: 'MOD-16',
  level: 'encounter',
  types: ['P', 'I'],
  severity: 'error',
  queue: 'coding',
  value: 'modifier',
  tables: ['cpt-modifiers'],
  cause: 'A CPT modifier (two digits, or of physical status) is in the customer’s licensed list of the day.',
  source: 'The customer’s CPT file; 45 CFR 162.1002',
  remedy: REMEDY,
  examples: {
    fails: { changes: { 'lines[0].modifiers': ['21'] } },
    passes: { changes: { 'lines[0].modifiers': ['25'] } },
  },
  check: (claim, context) => lineHits(claim, (line) => modifierHit(line, context, 'cpt-modifiers')),
};

type ModifierSet = 'hcpcs-modifiers' | 'cpt-modifiers';

function modifierHit(line: LineFacts, { codes }: EditContext, set: ModifierSet): Hit | undefined {
  const { modifiers, from } = line;
  if (modifiers.length === 0 || from === 0) return undefined;
  const ofCpt = set === 'cpt-modifiers';
  for (const modifier of modifiers) {
    if (modifier.length !== 2 || isCptModifier(modifier) !== ofCpt) continue;
    const table = codes.at(set, from);
    if (table === undefined || table.find(modifier, from) >= 0) continue;
    const { start, end } = table.range(modifier);
    if (start < end) {
      const message = 'A modifier was not in force on the day of service.';
      return { ...at(line), message, row: decidedBy(table, modifier) };
    }
    if (!table.release.complete || (isJourney(modifier) && isLevelTwo(line.code))) continue;
    const surely = ofCpt ? 'error' : unknownOn(table.release, from);
    if (surely === 'unsaid') continue;
    const hit: Hit = { ...at(line), message: 'A modifier is not in the list of the day of service.' };
    return surely === 'warning' ? { ...hit, severity: 'warning' } : hit;
  }
  return undefined;
}

const at = ({ modifiersField, number }: LineFacts) => ({ field: modifiersField, line: number });

export const modifierTableEdits: readonly Edit[] = [levelTwoModifiers, cptModifiers];
