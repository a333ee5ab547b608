import type { Encounter } from '../encounter/model.ts';
import { ALL_TYPES, type Edit, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts } from './facts.ts';

type Attachment = NonNullable<Encounter['attachments']>[number];

/** How the paper comes (PWK02): on request, by post, electronically, by e-mail, file, fax. */
const ON_REQUEST = 'AA';
const WAYS: ReadonlySet<string> = new Set([ON_REQUEST, 'BM', 'EL', 'EM', 'FT', 'FX']);
/** The certificate of medical necessity of equipment has further codes, and no number. */
const CERTIFICATE = 'CT';
const CERTIFICATE_WAYS: ReadonlySet<string> = new Set([...WAYS, 'AB', 'AD', 'AF', 'AG', 'NS']);

interface Found {
  readonly attachment: Attachment;
  readonly field: string;
  readonly line?: number;
}

/** What is found on the attachments of the claim and its lines; nothing is made where there are none. */
function attachmentHits(
  { content, professional, institutional }: ClaimFacts,
  find: (attachment: Attachment) => string | undefined,
): readonly Hit[] {
  // Dental lines have none of their own.
  const lines: readonly WithAttachments[] = professional?.lines ?? institutional?.lines ?? NO_LINES;
  if (content.attachments === undefined && !hasAttachments(lines)) return NOTHING;
  const all: Found[] = (content.attachments ?? []).map((attachment, i) => ({
    attachment,
    field: `attachments[${i}]`,
  }));
  lines.forEach(({ attachments = [] }, at) => {
    for (const [i, attachment] of attachments.entries()) {
      all.push({ attachment, field: `lines[${at}].attachments[${i}]`, line: at + 1 });
    }
  });
  return all.flatMap(({ attachment, ...rest }) => {
    const message = find(attachment);
    return message === undefined ? NOTHING : [{ ...rest, message }];
  });
}

interface WithAttachments {
  readonly attachments?: readonly Attachment[] | undefined;
}

const NO_LINES: readonly WithAttachments[] = [];

function hasAttachments(lines: readonly WithAttachments[]): boolean {
  for (const { attachments } of lines) if (attachments !== undefined) return true;
  return false;
}

const controlNumber: Edit = {
  id: 'ATT-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'documentation',
  value: 'claim',
  cause: 'A paper that comes apart from the claim bears a number by which the payer brings both together.',
  source: '005010X222A1, X223A2 and X224A2, PWK05 and PWK06; domain.md 6.2, CARC 163',
  remedy: 'Enter the number that stands on the paper, or say that it is available on request (AA).',
  examples: {
    fails: { changes: { attachments: [{ type: 'OZ', transmission: 'FX' }] } },
    passes: { changes: { attachments: [{ type: 'OZ', transmission: 'AA' }] } },
  },
  check: (claim) =>
    attachmentHits(claim, ({ type, transmission, controlNo }) =>
      controlNo !== undefined || transmission === ON_REQUEST || type === CERTIFICATE
        ? undefined
        : 'The attachment has no control number.',
    ),
};

const transmissionWay: Edit = {
  id: 'ATT-02',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'documentation',
  value: 'claim',
  cause: 'The claim says in which way an attachment comes, by a code of the list.',
  source: '005010X222A1, X223A2 and X224A2, PWK02',
  remedy: 'Choose AA (on request), BM (post), EL (electronic), EM (e-mail), FT (file) or FX (fax).',
  examples: {
    fails: { changes: { attachments: [{ type: 'OZ', transmission: 'XX', controlNo: 'A1' }] } },
    passes: { changes: { attachments: [{ type: 'OZ', transmission: 'FT', controlNo: 'A1' }] } },
  },
  check: (claim) =>
    attachmentHits(claim, ({ type, transmission }) =>
      (type === CERTIFICATE ? CERTIFICATE_WAYS : WAYS).has(transmission)
        ? undefined
        : 'The way of the attachment is not in the list.',
    ),
};

export const attachmentEdits: readonly Edit[] = [controlNumber, transmissionWay];
