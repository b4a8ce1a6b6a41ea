-- One accepted request: one statement, so one round trip and one commit.
-- No notify: it takes a lock over the whole cluster at commit, and clicks of unrelated runs would queue up behind each other. One row with
-- and without it, by 16 callers: some 500 a second against 7,500. PostgresReplicaNotifier calls out behind the commit.
holder as (
    -- A runner that lost its attempt while it was away (frozen, cut off) writes nothing about it any more. Locked: nobody takes it over in between.
    select from chatops.attempt
    where run_id = @run and item = @heldItem and number = @heldNumber and claimed_by = @heldBy and ended_at is null
    for update
),
waiting as (
    -- What is to end before a runner takes it. Locked: no runner takes it in between, and one that is just taking it is waited for.
    select from chatops.attempt a
    join unnest(@unclaimedItems, @unclaimedNumbers) as u (item, number) on a.item = u.item and a.number = u.number
    where a.run_id = @run and a.claimed_by is null and a.ended_at is null
    for update of a
),
entry as (
    -- The guard refuses a gap, and an end that is not the one the writer knows: its number is not enough after a restore. A writer that is
    -- still in flight is met by the primary key instead.
    insert into chatops.run_event (run_id, seq, at, kind, body, hash)
    select @run, e.seq, e.at, e.kind, e.body, e.hash
    from unnest(@seqs, @ats, @kinds, @bodies, @hashes) as e (seq, at, kind, body, hash)
    where (@first - 1, @before) in (
              (select seq, hash from chatops.run_event where run_id = @run order by seq desc limit 1)
              union all select 0, decode(repeat('00', 32), 'hex') where not exists (select from chatops.run_event where run_id = @run)
          )
      and (@accepts or not chatops.is_stopped(@run))
      and (@heldBy::text is null or exists (select from holder))
      and (select count(*) from waiting) = cardinality(@unclaimedItems)
    returning seq
),
written as materialized (
    -- Everything below hangs on this count: the entries come first, and without them there is nothing.
    select count(*) as entries from entry
),
asked as (
    insert into chatops.request (key, run_id, first_seq, last_seq)
    select @key, @run, @first, @last from written where entries > 0
),
accepted as (
    update chatops.journal_divergence d set settled_seq = @last, settled_at = now()
    from written where written.entries > 0 and @accepts and d.run_id = @run and d.settled_seq is null
),
voided as (
    update chatops.sign_off s
    set voided_seq = v.seq, voided_at = v.at
    from unnest(@voidedRoles, @voidedSeqs, @voidedAts) as v (role, seq, at), written
    where written.entries > 0 and s.run_id = @run and s.role = v.role and s.voided_seq is null
    returning s.seq
),
signed as (
    -- Behind the voids, so that one request may void a signature and take the next.
    insert into chatops.sign_off (run_id, seq, role, platform, tenant, user_id, name, email, content, remark, at)
    select @run, s.seq, s.role, s.platform, s.tenant, s.user_id, s.name, s.email, s.content, s.remark, s.at
    from unnest(@signedSeqs, @signedRoles, @platforms, @tenants, @users, @names, @emails, @contents, @remarks, @signedAts)
        as s (seq, role, platform, tenant, user_id, name, email, content, remark, at), written
    where written.entries > 0 and (select count(*) from voided) >= 0
),
queued as (
    insert into chatops.attempt (run_id, item, number, label)
    select @run, q.item, q.number, @runner from unnest(@queuedItems, @queuedNumbers) as q (item, number), written
    where written.entries > 0
    -- A journal that was cut gives the number again: nothing of the lost start counts for this one.
    on conflict (run_id, item, number) do update
    set label = excluded.label, queued_at = now(), claimed_by = null, claimed_at = null, lease_until = null, cancel_asked_at = null,
        started_at = null, lines = 0, bytes = 0, tail = '{}', last_at = null, ended_at = null, ordered = null, closed = 0, launch = null
),
dropped as (
    -- An accepted journal knows nothing of what is still open: whoever holds it has lost it.
    update chatops.attempt a
    set ended_at = now(), lease_until = null
    from written
    where written.entries > 0 and @accepts and a.run_id = @run and a.ended_at is null
      and (a.item, a.number) not in (select * from unnest(@endedItems, @endedNumbers))
),
found as (
    update chatops.found_start f set settled_seq = @last
    from written where written.entries > 0 and f.run_id = @run and f.start = any (@found)
),
cancelled as (
    update chatops.attempt a
    set cancel_asked_at = coalesce(a.cancel_asked_at, now())
    from unnest(@cancelledItems, @cancelledNumbers) as c (item, number), written
    where written.entries > 0 and a.run_id = @run and a.item = c.item and a.number = c.number
      and (a.item, a.number) not in (select * from unnest(@endedItems, @endedNumbers))
),
ended as (
    update chatops.attempt a
    set ended_at = coalesce(a.ended_at, now()), lease_until = null
    from unnest(@endedItems, @endedNumbers) as e (item, number), written
    where written.entries > 0 and a.run_id = @run and a.item = e.item and a.number = e.number
),
called as (
    insert into chatops.page (run_id, seq, kind, alert)
    select @run, p.seq, p.kind, p.alert from unnest(@pageSeqs, @pageKinds, @pageAlerts) as p (seq, kind, alert), written
    where written.entries > 0
    on conflict do nothing
),
stopped as (
    -- Waits for a call that is being sent right now: its row is locked. What has been sent stays, to be reported.
    delete from chatops.page p using written
    where written.entries > 0 and p.run_id = @run and p.alert = any (@stopped) and p.kind = 'call' and p.result is null
),
delivered as (
    delete from chatops.page p
    using unnest(@triedSeqs, @triedAgain) as t (seq, again), written
    where written.entries > 0 and p.run_id = @run and p.seq = t.seq and p.kind in ('call', 'news') and t.again is null
),
retried as (
    update chatops.page p
    set result = null, proof = null, tries = p.tries + 1, due_at = now() + t.again
    from unnest(@triedSeqs, @triedAgain) as t (seq, again), written
    where written.entries > 0 and p.run_id = @run and p.seq = t.seq and p.kind = 'call' and t.again is not null
),
due as (
    insert into chatops.run_due (run_id, seq, due_at)
    select @run, @last, @dueAt from written
    where entries > 0 and @dueAt::timestamptz is not null
    on conflict (run_id) do update set seq = excluded.seq, due_at = excluded.due_at, lease_until = null
),
undue as (
    delete from chatops.run_due d using written
    where written.entries > 0 and d.run_id = @run and @dueAt::timestamptz is null
),
watching as (
    insert into chatops.watch (run_id, criterion, label, seq, due_at)
    select @run, c.criterion, @runner, @last, now() from unnest(@watches) as c (criterion), written
    where written.entries > 0 and not @endsWatches
    on conflict (run_id, criterion) do update set seq = excluded.seq, due_at = now()
),
unwatched as (
    delete from chatops.watch w using written
    where written.entries > 0 and @endsWatches and w.run_id = @run
),
taken as (
    -- A scheduled run whose moment has come. One that is being opened is not in the table yet: open.sql holds for it.
    insert into chatops.environment_hold (environment, run_id)
    select r.environment, r.id from chatops.run r, written where entries > 0 and @takes and r.id = @run
),
released as (
    delete from chatops.environment_hold h using written
    where written.entries > 0 and @releases and h.run_id = @run
),
told as (
    -- The places of a run are its outbox rows. What waits after a failure, or rests after a telling,
    -- keeps its time: a click must not hammer a room.
    insert into chatops.outbox (place, run_id, wanted_seq)
    select p.place, @run, @last
    from (select unnest(@places) union select place from chatops.outbox where run_id = @run) as p (place), written
    where written.entries > 0
    on conflict (place, run_id) do update
    set wanted_seq = excluded.wanted_seq,
        due_at = case when outbox.wanted_seq > outbox.told_seq then outbox.due_at else greatest(outbox.due_at, now()) end
)
select entries from written
