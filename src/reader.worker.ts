import 'reflect-metadata';
import { parentPort, workerData } from 'node:worker_threads';
import { openReaderServices } from './compose-reader.js';
import type { FromReader, ReaderConfig } from './reader-threads.js';
import { heavyAnswers } from './server/heavy/answering.js';
import type { HeavyQuestion } from './server/heavy/question.js';

/**
 * A reader of the ledger in a thread of its own: answers what is too heavy for the thread that everybody waits for, one question
 * after the other. It writes nothing, so it may be ended at any moment.
 */
const { ledger, answerBytes } = workerData as ReaderConfig;
const reader = await openReaderServices(ledger);
const answerHeavy = await heavyAnswers({ services: reader.services, answerBytes });
parentPort?.on('message', (question: HeavyQuestion) => void answer(question));
say('ready');

async function answer(question: HeavyQuestion): Promise<void> {
  try {
    await reader.readNames(question.names);
    const answered = await answerHeavy(question);
    say(answered, [answered.bytes.buffer as ArrayBuffer]);
  } catch (error) {
    say({ failed: error });
  }
}

function say(message: FromReader, transferred: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transferred);
}
