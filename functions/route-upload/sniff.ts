/** What an inbound file seems to hold, by its envelope alone. */
export type InboundKind = 'response' | 'remittance' | 'unknown';

/** The first functional group decides: HP is a remittance; FA and HN are answers, and so is a TA1 without a group. */
const kindOfGroup: Readonly<Record<string, InboundKind>> = {
  HP: 'remittance',
  FA: 'response',
  HN: 'response',
};

/**
 * Tells a remittance from an acknowledgment by the first GS01 after the ISA. Only the routing depends on it: the
 * step that reads the file checks it in full.
 *
 * @param start the file's first bytes
 */
export function sniffInbound(start: Uint8Array): InboundKind {
  const text = Buffer.from(start).toString('latin1');
  const isa = text.indexOf('ISA');
  const separator = text[isa + 3];
  if (isa < 0 || separator === undefined) return 'unknown';
  const gs = text.indexOf(`GS${separator}`, isa);
  if (gs >= 0) return kindOfGroup[text.slice(gs + 3, gs + 5)] ?? 'unknown';
  return text.includes(`TA1${separator}`) ? 'response' : 'unknown';
}
