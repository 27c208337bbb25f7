/**
 * The event of a lane. A unit of work writes its events as its last statement; a lane's batch is one statement, so the one event that
 * reports the batch is a part of it. The text goes into a data-modifying WITH: `event as (${INSERT_EVENT} select … where …)`.
 */
export const INSERT_EVENT = 'insert into infra.event_inbox (bucket, type, version, payload, at)';
