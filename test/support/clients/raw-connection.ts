import { once } from 'node:events';
import { connect } from 'node:net';

/** A connection that sends exactly what it is told to, and hides nothing of how it ends. */
export interface RawConnection {
  send(text: string): void;
  /** Waits until so many answers have come in. */
  answers(count: number): Promise<string>;
  /** How it ended: what had come in, and the code of its error; null: it was closed in order. */
  ended: Promise<{ text: string; error: string | null }>;
}

export async function rawConnection(url: string): Promise<RawConnection> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = '';
  let error: string | null = null;
  socket.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  socket.on('error', (failure: NodeJS.ErrnoException) => (error = failure.code ?? failure.message));
  const ended = new Promise<{ text: string; error: string | null }>((resolve) => {
    socket.once('close', () => resolve({ text, error }));
  });
  await once(socket, 'connect');
  return {
    ended,
    send: (piece) => void socket.write(piece),
    async answers(count) {
      const found = () => text.match(/^HTTP\/1\.1 /gm)?.length ?? 0;
      while (found() < count || !text.trimEnd().endsWith('}')) await once(socket, 'data');
      return text;
    },
  };
}
