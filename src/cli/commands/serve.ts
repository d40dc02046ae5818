import type { Command } from 'commander';
import { configOf } from '../ledger/config.js';
import { subcommand } from '../arguments/options.js';

export function serveCommand(): Command {
  const command = subcommand(
    'serve',
    '启动服务，直到 SIGTERM 或 Ctrl-C；与 npm start 相同。Serves until SIGTERM or Ctrl-C; the same as npm start',
    ['serve', 'serve --data ./data'],
  );
  return command.action(async () => {
    // The server's libraries are for it alone: no other command waits for them.
    const { serve } = await import('../../serve.js');
    await serve(configOf(command));
  });
}
