import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';

/** Too many heavy questions wait: this one may be asked again. */
export function tooBusy(waiting: number): GraphQLError {
  return new GraphQLError(
    `较重的查询正在排队，已有 ${waiting} 个在等，达到上限；请过几秒再试，或缩小范围（较小的 first、更多筛选条件）。`,
    {
      extensions: {
        code: 'TOO_BUSY',
        http: { status: 503, headers: new HeaderMap([['retry-after', '2']]) },
        messageEn: `${waiting} heavy queries wait already, which is the bound; try again in a few seconds, or ask for less (a smaller "first", a narrower filter).`,
      },
    },
  );
}

/** Ended for the time that it took. @param what of the setting that bounds it */
export function takesTooLong(what: 'cpu' | 'time', seconds: number): GraphQLError {
  const [zh, en] = what === 'cpu' ? ['处理器时间', 'seconds of CPU'] : ['时间', 'seconds'];
  return new GraphQLError(
    `查询用了超过 ${seconds} 秒${zh}，已中止，没有答复；请缩小范围：较小的 first、更多筛选条件，或分页查询。`,
    {
      extensions: {
        code: 'TAKES_TOO_LONG',
        http: { status: 400 },
        messageEn: `The query took more than ${seconds} ${en} and was ended without an answer; ask for less: a smaller "first", a narrower filter, or page by page.`,
      },
    },
  );
}

/** More than one answer may hold; found while it was made. */
export function answerTooLarge(maxBytes: number): GraphQLError {
  const mib = maxBytes / 1024 / 1024;
  return new GraphQLError(`答复超过 ${mib} MiB，已中止；请减小 first，少取几个字段，或分页查询。`, {
    extensions: {
      code: 'ANSWER_TOO_LARGE',
      http: { status: 400 },
      messageEn: `The answer is over ${mib} MiB and was not finished; ask for a smaller "first", for fewer fields, or page by page.`,
    },
  });
}

export function stoppingNow(): GraphQLError {
  return new GraphQLError('服务器正在停止；请稍后再试。', {
    extensions: {
      code: 'STOPPING',
      http: { status: 503 },
      messageEn: 'The server is stopping; try again shortly.',
    },
  });
}
