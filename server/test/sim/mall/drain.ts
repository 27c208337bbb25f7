/** Everything due is done, by the mall's own loops; the model is told what happened and compared with what it touched, after a noon with everything. */
import { lookAtAll, lookAtTouched } from './checks.ts';
import { same } from './difference.ts';
import type { Told } from './model.ts';
import type { World } from './world.ts';

/** Drains the mall and looks; says how much happened. */
export async function drain(world: World): Promise<string> {
  const { mall, model } = world;
  const { sql } = mall.t.infra;
  await mall.t.drain();
  const now = mall.now();
  const noons = model.noonsRun;
  const told = await sql.rows<Told>('select position, type, payload from infra.event_log where position > $1 order by position', [world.position]);
  for (const event of told) {
    same('positions', event.position, world.position + 1n);
    world.position = event.position;
    model.tell(event, now);
    if (event.type === 'airdrop.noonRun' && model.people.fund.ran.isCapped) world.capped += 1;
  }
  model.settle(now);
  lookAtRefunds(world);
  await lookAtTouched(sql, model);
  if (model.noonsRun > noons) await lookAtAll(sql, model, { now });
  return `${told.length} events are applied${model.noonsRun > noons ? `, noon ${noons + 1} to ${model.noonsRun}` : ''}`;
}

/** The gateways were asked to send back just what the model sends back. */
function lookAtRefunds(world: World): void {
  const { mall, model } = world;
  const fresh = mall.refunds.slice(world.refunds).map(({ attemptId, amountFen }) => `${attemptId} ${amountFen}`);
  world.refunds = mall.refunds.length;
  const sent = [...model.shop.refunds].flatMap((back) => {
    if ('money' in back) return back.money === 'sent' ? `${back.checkout.paidBy?.id} ${back.totalFen}` : [];
    return back.refund === 'sent' ? `${back.id} ${back.checkout.totalFen}` : [];
  });
  same('money sent back', fresh.sort(), sent.sort());
}
