import { isMedicare } from '../codes/coverage-codes.ts';
import { type Edit, NOTHING } from './edit.ts';
import { lineHits } from './hits.ts';
import { isJourney } from './modifiers-classes.ts';
import { isAmbulance } from './procedures-kinds.ts';

const journeyPlaces: Edit = {
  id: 'AMB-01',
  level: 'encounter',
  types: ['P'],
  severity: 'warning',
  queue: 'charge-entry',
  value: 'address',
  cause:
    'A claim for an ambulance says where the patient was taken up and brought, for the claim or for the line. A ' +
    'warning: some payers read the first only.',
  source: '005010X222A1 2310E, 2310F, 2420G, 2420H',
  remedy: 'Enter both places from the trip record.',
  examples: {
    fails: { changes: { pos: '41', 'lines[1].code': 'A0429', 'lines[1].modifiers': ['RH'] } },
    passes: {
      changes: {
        pos: '41',
        'lines[1].code': 'A0429',
        'lines[1].modifiers': ['RH'],
        ambulancePickUp: { address1: '1 ELM ST', city: 'SPRINGFIELD', state: 'IL', zip: '62701' },
        ambulanceDropOff: { address1: '2 OAK ST', city: 'SPRINGFIELD', state: 'IL', zip: '62701' },
      },
    },
  },
  check: (claim) => {
    const { professional } = claim;
    if (professional === undefined) return NOTHING;
    const { ambulancePickUp, ambulanceDropOff } = professional;
    if (ambulancePickUp !== undefined && ambulanceDropOff !== undefined) return NOTHING;
    const at = claim.lines.findIndex((line, i) => {
      if (!isAmbulance(line.code)) return false;
      const own = professional.lines[i];
      const isTaken = (own?.ambulancePickUp ?? ambulancePickUp) !== undefined;
      return !isTaken || (own?.ambulanceDropOff ?? ambulanceDropOff) === undefined;
    });
    if (at < 0) return NOTHING;
    const message = 'The ambulance’s journey lacks the place where it began or ended.';
    return [
      {
        field: ambulancePickUp === undefined ? 'ambulancePickUp' : 'ambulanceDropOff',
        line: at + 1,
        message,
      },
    ];
  },
};

const journeyModifier: Edit = {
  id: 'AMB-02',
  level: 'encounter',
  types: ['P'],
  severity: 'warning',
  queue: 'coding',
  value: 'modifier',
  cause:
    'An ambulance line tells origin and destination by a modifier of two letters (RH: from home to hospital). ' +
    'Only claims to Medicare are tested.',
  source: 'CMS Pub. 100-04 chapter 15 §30',
  remedy: 'Add the modifier that the trip record gives.',
  examples: {
    fails: {
      changes: { 'coverages[0].filingCode': 'MB', 'lines[1].code': 'A0429', 'lines[1].modifiers': [] },
    },
    passes: {
      changes: { 'coverages[0].filingCode': 'MB', 'lines[1].code': 'A0429', 'lines[1].modifiers': ['RH'] },
    },
  },
  check: (claim) => {
    if (!isMedicare(claim.coverage?.filingCode)) return NOTHING;
    return lineHits(claim, ({ code, modifiers, modifiersField, number }) => {
      if (!isAmbulance(code) || modifiers.some(isJourney)) return undefined;
      return {
        field: modifiersField,
        line: number,
        message: 'The ambulance line tells no origin and destination.',
      };
    });
  },
};

export const ambulanceEdits: readonly Edit[] = [journeyPlaces, journeyModifier];
