/** What a client asks before it asks for events: what the server can do, and which node leads. */
import type { handleUnaryCall } from '@grpc/grpc-js';
import { status } from '@grpc/grpc-js';
import { features, gossip, shared, StreamsService } from './generated.js';
import type { Node } from './node.js';
import type { Endpoint } from './rpc-errors.js';
import { RpcError } from './rpc-errors.js';

const instance = '7d1cb0b4-6b52-4d6c-9a8c-5f1f5b6f0c01';

/** Servers before 21.10 know neither this service nor appends in batches. */
export function supportedMethodsCall({ version }: Node): handleUnaryCall<unknown, unknown> {
  return (_call, answer) => {
    if (Number(version.split('.')[0]) < 22)
      return answer(new RpcError(status.UNIMPLEMENTED, 'Service is unimplemented.'));
    const methods = Object.values(StreamsService).map(({ path }) => {
      const [, service = '', method = ''] = path.toLowerCase().split('/');
      return new features.SupportedMethod()
        .setServiceName(service)
        .setMethodName(method)
        .setFeaturesList(featuresOf(method));
    });
    answer(null, new features.SupportedMethods().setEventStoreServerVersion(version).setMethodsList(methods));
  };
}

/** @param own where this server is reached */
export function gossipCall(node: Node, own: () => Endpoint): handleUnaryCall<unknown, unknown> {
  return (_call, answer) => {
    const { FOLLOWER, LEADER } = gossip.MemberInfo.VNodeState;
    const members = [member(own(), node.leader === null ? LEADER : FOLLOWER)];
    if (node.leader !== null) members.push(member(node.leader, LEADER));
    answer(null, new gossip.ClusterInfo().setMembersList(members));
  };
}

function member({ address, port }: Endpoint, state: Parameters<InstanceType<typeof gossip.MemberInfo>['setState']>[0]) {
  return new gossip.MemberInfo()
    .setInstanceId(new shared.UUID().setString(instance))
    .setTimeStamp(String(Date.now() * 10_000))
    .setState(state)
    .setIsAlive(true)
    .setHttpEndPoint(new gossip.EndPoint().setAddress(address).setPort(port));
}

function featuresOf(method: string): string[] {
  if (method === 'read') return ['position', 'events'];
  return method === 'batchappend' ? ['deadline_duration'] : [];
}
