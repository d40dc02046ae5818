import { RequestError } from './request-error.js';
import type { Route, Routes } from './route.js';

/** What a process answers where others serve GraphQL. */
function everywhere(route: Route): Routes {
  return new Map([
    ['/graphql', route],
    ['/graphiql', route],
  ]);
}

/** As long as the read model is waited for. */
export const whileStarting: Routes = everywhere(() => {
  throw new RequestError(
    503,
    'STARTING',
    '服务正在启动，视图尚未就绪；/readyz 说明在等待什么，请稍后重试。',
    'The server is starting and its views are not there yet; /readyz says what it waits for. Try again shortly.',
  );
});

/** What has not begun while the process stops is not begun. */
export function stoppingNow(): RequestError {
  return new RequestError(
    503,
    'STOPPING',
    '服务器正在停止，这个请求没有办理；请稍后重连。',
    'The server is stopping, and this request was not begun; connect again later.',
  );
}

/** Of a process that only projects. */
export const atProjector: Routes = everywhere(() => {
  throw new RequestError(
    404,
    'PROJECTOR_ONLY',
    '本进程只更新视图（ROLE=projector），不回答查询；请使用 ROLE=api 或 ROLE=all 的进程。',
    'This process only fills the views (ROLE=projector) and answers no questions; ask one of ROLE=api or ROLE=all.',
  );
});
