import type { FileId } from '../../core/ids.ts';
import type { InboundFile } from '../../store/files.ts';
import type { OutboundInterchange } from '../../store/interchanges.ts';
import type { RemittanceRecord } from '../../store/remittances.ts';
import { type PaperSource, paperOriginOf } from '../session/enter-payment.ts';
import { type FileProblem, problemsOf } from '../session/file-outcomes.ts';
import { demoOption, type LookOptions, lookAt } from '../session/look.ts';
import type { Stores } from '../session/stores.ts';
import { type Answer, refused } from '../terminal/answer.ts';
import { dollars, instant, shortId, tally } from '../terminal/format.ts';
import type { Paint } from '../terminal/paint.ts';
import { type Column, sheet, table } from '../terminal/table.ts';
import { wrapped } from '../terminal/wrapped.ts';
import { addCommand, type CommandGroup } from './command.ts';

export const files: CommandGroup = (group, { world, answering }) => {
  const { paint } = world.terminal;
  addCommand(group, 'list', {
    summary: 'list files received, interchanges sent and remittances',
    example: 'files list',
  })
    .addOption(demoOption())
    .action(
      answering((options: LookOptions) =>
        lookAt(world, options, async ({ stores }) => listed(await registryOf(stores), paint)),
      ),
    );
  addCommand(group, 'show <file>', {
    summary: 'show one file: what it is, what became of it, and what could not be read',
    example: 'files show 7afbbd0d0834',
    more: 'A file is named by its hash, or by enough of it. Ends with 1 when it was not wholly taken.',
  })
    .addOption(demoOption())
    .action(
      answering((id: string, options: LookOptions) =>
        lookAt(world, options, async ({ stores }) => {
          const file = await existing(stores, id);
          const origin = await paperOriginOf(stores, file.fileId);
          return shown({ ...file, ...(origin && { origin }) }, await problemsOf(stores, file.fileId), paint);
        }),
      ),
    );
};

/** A file without its key, in which a partner's name for it may stand. */
type ListedFile = Omit<InboundFile, 'key' | 'versionId' | 'uploads'> & {
  readonly uploads: number;
  /** Where somebody typed it from paper. */
  readonly origin?: PaperSource;
};

const withoutNames = ({ key: _key, versionId: _version, uploads, ...file }: InboundFile): ListedFile => ({
  ...file,
  uploads: uploads.length,
});

interface Registry {
  readonly inbound: readonly ListedFile[];
  readonly outbound: readonly OutboundInterchange[];
  readonly remittances: readonly RemittanceRecord[];
}

const registryOf = async ({ files: registry }: Stores): Promise<Registry> => ({
  inbound: (await registry.listFiles()).map(withoutNames),
  outbound: await registry.listInterchanges(),
  remittances: await registry.listRemittances(),
});

async function existing({ files: registry }: Stores, id: FileId): Promise<ListedFile> {
  const found = (await registry.listFiles()).filter(({ fileId }) => fileId.startsWith(id.toLowerCase()));
  const [file, ...others] = found;
  const advice = 'See them: claimline files list';
  if (file === undefined) throw refused('There is no file of that id.', advice);
  if (others.length > 0) throw refused(`${found.length} files begin with that id.`, 'Give more of it.');
  return withoutNames(file);
}

const inboundColumns: readonly Column[] = [
  { title: 'Received (UTC)' },
  { title: 'File' },
  { title: 'Kind' },
  { title: 'From' },
  { title: 'Status' },
  { title: 'Bytes', align: 'right' },
  { title: 'Uploads', align: 'right' },
  { title: 'Counts' },
];
const outboundColumns: readonly Column[] = [
  { title: 'Written (UTC)' },
  { title: 'Partner' },
  { title: 'Control no.', align: 'right' },
  { title: 'Claims', align: 'right' },
  { title: 'Delivered (UTC)' },
  { title: 'TA1' },
  { title: 'Sets accepted' },
];
const remittanceColumns: readonly Column[] = [
  { title: 'Received (UTC)' },
  { title: 'Payer' },
  { title: 'Trace' },
  { title: 'Paid', align: 'right' },
  { title: 'Claims', align: 'right' },
  { title: 'Status' },
  { title: 'Held for' },
];

const listed = (registry: Registry, paint: Paint): Answer => ({
  json: registry,
  text: () => {
    const inbound = registry.inbound.map((f) => [
      instant(f.receivedAt),
      shortId(f.fileId),
      f.kind,
      f.client ?? f.partner ?? '',
      f.status,
      String(f.bytes),
      String(f.uploads),
      tally(f.counts),
    ]);
    const outbound = registry.outbound.map((o) => [
      instant(o.writtenAt),
      o.partner,
      String(o.controlNo),
      String(o.sets.reduce((sum, { claims }) => sum + claims, 0)),
      instant(o.deliveredAt ?? ''),
      o.ta1 ?? '',
      `${o.acceptedSets.length} of ${o.sets.length}`,
    ]);
    const remittances = registry.remittances.map((r) => [
      instant(r.receivedAt),
      r.payerName,
      r.trace,
      dollars(r.paidCents),
      String(r.claims),
      r.status,
      r.heldFor.join(', '),
    ]);
    return [
      part('Received', table(inboundColumns, inbound, paint), paint),
      part('Sent', table(outboundColumns, outbound, paint), paint),
      part('Remittances', table(remittanceColumns, remittances, paint), paint),
    ].join('\n\n');
  },
});

const part = (title: string, content: string, paint: Paint): string => `${paint.heading(title)}\n${content}`;

const UNTESTED = 'Not tested against (with a release: only in part)';

const shown = (file: ListedFile, problems: readonly FileProblem[], paint: Paint): Answer => ({
  json: { ...file, problems },
  text: () => {
    const { origin } = file;
    const facts = sheet([
      ['File', file.fileId],
      ['Kind', file.kind],
      ['From', file.client ?? file.partner],
      ['Typed', origin && `from paper by ${origin.user}, ${instant(origin.enteredAt)} UTC`],
      ['Picture', origin?.image],
      ['Status', file.status],
      ['Received', `${instant(file.receivedAt)} UTC`],
      ['Uploads', String(file.uploads)],
      ['Bytes', String(file.bytes)],
      ['Counts', tally(file.counts) || undefined],
    ]);
    const untested = wrapped('  ', file.untested);
    const lines = problems.map(
      ({ code, position, text }) => `  ${code} at ${position}${text === undefined ? '' : `: ${text}`}`,
    );
    return [
      facts,
      ...(lines.length === 0 ? [] : ['', paint.heading('Problems'), ...lines]),
      ...(untested.length === 0 ? [] : ['', paint.heading(UNTESTED), ...untested]),
    ].join('\n');
  },
  code: file.status === 'done' && problems.length === 0 ? 0 : 1,
});
