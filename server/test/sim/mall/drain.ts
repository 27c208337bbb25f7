/** Everything due is done, by the mall's own loops; the model is told what happened and compared with what it touched, after a noon with everything. */
import { lookAtAll, lookAtCheckouts, lookAtTouched } from './checks.ts';
import { must, same } from './difference.ts';
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
  await lookAtRefunds(world, now);
  await lookAtTouched(sql, model);
  if (model.noonsRun > noons) await lookAtAll(sql, model, { now });
  return `${told.length} events are applied${model.noonsRun > noons ? `, noon ${noons + 1} to ${model.noonsRun}` : ''}`;
}

/** Gateways were asked for just the refunds that the model asks for or is in doubt about, each in its time. */
async function lookAtRefunds(world: World, now: number): Promise<void> {
  const { mall, model } = world;
  const { sql } = mall.t.infra;
  const fresh = mall.refunds.slice(world.refunds);
  world.refunds = mall.refunds.length;
  const rows = await sql.rows<{ id: bigint; subject: bigint }>('select id, subject_id as subject from payments.refund where id = any($1::bigint[])', [fresh.map(({ refundId }) => refundId)]);
  const subjects = new Map(rows.map(({ id, subject }) => [id, subject]));
  const { shop } = model;
  const heard = fresh.map((said) => {
    const back = shop.backs.get(subjects.get(said.refundId) ?? 0n);
    must(back !== undefined, `refund ${said.refundId} was asked for`);
    shop.hear(back, said, now);
    return back;
  });
  for (const { subject, state, askAt } of shop.backs.values()) {
    must(state !== 'asked' && (state !== 'processing' || askAt > now), `the gateway was asked for the refund of ${subject}, which is ${state}`);
  }
  await lookAtCheckouts(sql, model, [...new Set(heard.map(({ attempt }) => attempt.checkout))]);
}
