import { S3Client } from '@aws-sdk/client-s3';
import { Option } from 'commander';
import { clientOf, readConfigFile } from '../session/config-file.ts';
import { runningSystem } from '../session/endpoint.ts';
import { foldersOf } from '../session/folders.ts';
import { openStores } from '../session/stores.ts';
import { startSystem } from '../session/system.ts';
import { type LocalFile, readLocalFile, type Side, sides, upload, uploadKey } from '../session/upload.ts';
import type { Answer } from '../terminal/answer.ts';
import { shortId } from '../terminal/format.ts';
import type { World } from '../world.ts';
import { type CommandGroup, configOption, describe, oneOf } from './command.ts';

interface PutOptions {
  readonly client?: string;
  readonly kind?: Side;
  readonly partner?: string;
  readonly bucket?: string;
  readonly config?: string;
}

export const put: CommandGroup = (command, { world, answering }) => {
  describe(command, {
    summary: 'upload a file to a running system',
    example: 'put march.837 --client riverbend',
    more:
      'Uploads to `claimline up` where it runs. Without it, the file is stored and worked by the next up or run.\n' +
      'With --bucket it goes to that bucket of your AWS account, with the credentials of your environment.',
  })
    .argument('<file>', 'encounters, an 837P, or an answer of a payer')
    .option('--client <id>', 'the practice it belongs to; the first of the configuration if not given')
    .addOption(
      new Option(
        '--kind <kind>',
        'intake (claims) or inbound (answers); by its content if not given',
      ).argParser(oneOf(sides)),
    )
    .option('--partner <id>', 'who sent an answer; the partner of the client if not given')
    .option('--bucket <name>', 'artifacts bucket of a deployed stack (output ArtifactsBucket)')
    .addOption(configOption())
    .action(answering((file: string, options: PutOptions) => putFile(file, options, world)));
};

type Target = 'up' | 'stored' | 'bucket';

async function putFile(path: string, options: PutOptions, world: World): Promise<Answer> {
  const read = readLocalFile(world.cwd, path);
  const file = { ...read, side: options.kind ?? read.side };
  if (options.bucket !== undefined) {
    const key = keyOf(file, options, world);
    const s3 = new S3Client({});
    await upload({ s3, bucket: options.bucket }, key, file.bytes).finally(() => s3.destroy());
    return answer(file, key, 'bucket');
  }
  const folders = foldersOf(world);
  const running = await runningSystem(folders.endpoint);
  if (running !== undefined) {
    const stores = openStores(running);
    const { id, partner } = clientOf(running.config, options.client);
    const key = uploadKey(file, { id, partner: options.partner ?? partner });
    await upload(stores, key, file.bytes).finally(stores.close);
    return answer(file, key, 'up');
  }
  const key = keyOf(file, options, world);
  const config = readConfigFile(world, options.config);
  const system = await startSystem({ config, dataDir: folders.data }, world);
  await upload(system.stores, key, file.bytes).finally(system.stop);
  return answer(file, key, 'stored');
}

function keyOf(file: LocalFile, options: PutOptions, world: World): string {
  const { id, partner } = clientOf(readConfigFile(world, options.config), options.client);
  return uploadKey(file, { id, partner: options.partner ?? partner });
}

const told: Readonly<Record<Target, string>> = {
  up: 'claimline up works on it. Look: claimline files list',
  stored: 'No system is running. It will be worked by the next claimline up or claimline run.',
  bucket: 'The stack works on it.',
};

const answer = ({ fileId, kind, side }: LocalFile, key: string, to: Target): Answer => ({
  json: { fileId, kind, side, key, to },
  text: () => `Uploaded ${shortId(fileId)} (${kind}, ${side}). ${told[to]}`,
});
