import { connect as connectPlain, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** What is spoken at an address: nothing there, TLS, or something else. */
export type Speech = 'nothing' | 'tls' | 'plain';

const patienceMs = 2_000;

/** @param host `host:port` */
export async function speechOf(host: string): Promise<Speech> {
  const [name = '', port = ''] = host.split(':');
  const at = { host: name, port: Number(port) };
  const isThere = await succeeds((done) => connectPlain(at, done));
  if (!isThere) return 'nothing';
  // Only whether it can speak it at all is asked; the certificate is judged where it is used.
  const servername = isIP(name) === 0 ? name : '';
  const speaksTls = await succeeds((done) => connectTls({ ...at, servername, rejectUnauthorized: false }, done));
  return speaksTls ? 'tls' : 'plain';
}

function succeeds(connect: (done: () => void) => ReturnType<typeof connectPlain>): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (does: boolean) => {
      socket.destroy();
      resolve(does);
    };
    const socket = connect(() => end(true));
    socket.setTimeout(patienceMs, () => end(false));
    socket.on('error', () => end(false));
    socket.on('close', () => end(false));
  });
}
