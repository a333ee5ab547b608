import type { SetType } from '../items.ts';
import { implementationAcknowledgments } from './a999-read.ts';
import { claimAcknowledgments } from './ca277-read.ts';
import { dentalClaims } from './d837-read.ts';
import { eligibilityInquiries } from './e270-read.ts';
import { eligibilityResponses } from './e271-read.ts';
import { institutionalClaims } from './i837-read.ts';
import { professionalClaims } from './p837-read.ts';
import { remittances } from './r835-read.ts';
import { statusInquiries } from './s276-read.ts';
import { statusResponses } from './s277-read.ts';
import type { SetModule } from './set-module.ts';

/** The sets that are read. A new set is one more line. */
const MODULES: readonly SetModule[] = [
  professionalClaims,
  institutionalClaims,
  dentalClaims,
  remittances,
  implementationAcknowledgments,
  claimAcknowledgments,
  eligibilityInquiries,
  eligibilityResponses,
  statusInquiries,
  statusResponses,
];

export const moduleOf = (type: SetType): SetModule | undefined => MODULES.find((m) => m.type === type);
