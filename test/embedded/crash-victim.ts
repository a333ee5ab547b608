/** A process that is to be killed: it starts the embedded AWS, uploads a file, says so, and never ends. */
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { createFaults, startEmbedded } from '../../embedded/index.ts';
import { clientsOf } from './clients.ts';

const [cdkOut = '', dataDir = ''] = process.argv.slice(2);
const faults = createFaults();
// The function that the upload calls does not come to its end.
const silence = { service: 'dynamodb', operation: 'PutItem', effect: 'none', answer: 'silence' } as const;
faults.inject({ kind: 'call', at: 1, times: 99, ...silence });
const embedded = await startEmbedded({ cdkOut, dataDir, faults });
await clientsOf(embedded).s3.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'in/upload', Body: 'x' }));
process.stdout.write('uploaded\n');
