namespace Onair.Series;

/// <summary>
/// The signals of this shop by name: business first. Instruments are in <c>Onair.Signals.ShopSignals</c> and beside
/// the rooms' <c>Watch...</c> verbs; <c>/metrics</c> and OTLP carry them by the same names.
/// </summary>
public static class SignalCatalogue
{
    private const string ime = "ime";
    private const string dse = "dse";
    private const string dba = "dba";
    private const string dev = "dev";
    private const string taken = "onair.orders.asked{status=placed|already-placed}";

    /// <summary>In the order in which people read them.</summary>
    public static readonly IReadOnlyList<SignalDefinition> All =
    [
        Ratio(
            "order-success", SignalClass.Business, ime, 50, taken,
            "onair.orders.asked{status=placed|already-placed|busy|failed}",
            "받은 주문 / 받을 수 있었던 주문. 품절·가격 변경·한도처럼 규칙대로 거절한 것은 어느 쪽에도 넣지 않음",
            "Orders taken / orders that could have been taken. What the rules refuse (sold out, price changed, over "
            + "the limit, invalid) counts on neither side; a full queue and an error are failures"),
        Ratio(
            "payment-success", SignalClass.Business, ime, 30,
            "onair.payments.settled{outcome=approved|awaiting-deposit}",
            "onair.payments.settled{outcome=approved|awaiting-deposit|declined|unknown|late}",
            "승인된 결제 / 끝난 결제 시도, 결제사별. 고객이 창을 닫은 것은 넣지 않음",
            "Payments approved / attempts that ended, by provider. Windows that customers closed do not count; "
            + "declined cards do, as a provider that is broken declines them",
            "provider"),
        Ratio(
            "cart-abandonment", SignalClass.Business, dev, 50, "onair.carts.ended{outcome=abandoned}",
            "onair.carts.ended", "30분 동안 손대지 않은 채운 장바구니 / 끝난 장바구니(주문 포함)",
            "Carts with something in them that nobody touched for 30 minutes / carts that ended, ordered ones too"),
        Of(
            "stock-sync-lag", SignalClass.Business, SignalMeasure.Worst, dse, "s", "onair.facts.behind",
            "아직 전해지지 않은 가장 오래된 사실의 나이: 다른 화면과 밖에서 보는 재고가 이만큼 늦음",
            "Age of the oldest fact that is not delivered: stock seen elsewhere is as old"),
        Of(
            "session-timeouts", SignalClass.Business, SignalMeasure.Rate, dev, "/min", "onair.sessions.over",
            "끝난 세션을 들고 온 요청", "Requests that came with a session that was over"),
        Of(
            "orders-per-minute", SignalClass.Business, SignalMeasure.Rate, ime, "/min", taken,
            "1분에 받은 주문", "Orders taken in a minute"),
        Of(
            "orders-expected", SignalClass.Business, SignalMeasure.Average, ime, "/min", "onair.orders.expected",
            "지금 방송 단계라면 1분에 들어와야 할 주문", "Orders that the phase of the broadcast should bring in a minute"),
        new()
        {
            Name = "order-pace", Class = SignalClass.Business, Measure = SignalMeasure.Pace, Of = Choose(taken),
            Per = Choose("onair.orders.expected"), SamplesMin = 20, Unit = "%", Owner = ime,
            Ko = "받은 주문 / 방송 단계에 따라 들어와야 할 주문",
            En = "Orders taken / orders that the phase of the broadcast should bring",
        },
        Of(
            "viewers", SignalClass.Business, SignalMeasure.Average, ime, "", "onair.viewers",
            "방송을 보고 있는 사람", "Who watches shows"),
        Of(
            "oversell", SignalClass.Business, SignalMeasure.Worst, dse, "", "onair.stock.oversold",
            "있는 것보다 많이 잡힌 상품 종류. 0이어야 함", "Variants of which more is held than there is; must be 0"),
        Of(
            "paid-without-order", SignalClass.Business, SignalMeasure.Worst, dse, "", "onair.orders.paid_without_order",
            "받은 돈이 있는데 결제되지 않은 주문. 0이어야 함",
            "Payments kept for orders that are not paid; must be 0"),
        Of(
            "hold-leaks", SignalClass.Business, SignalMeasure.Worst, dse, "", "onair.orders.holds_leaked",
            "결제 기한이 5분 넘게 지났는데 재고를 잡고 있는 주문",
            "Unpaid orders that hold stock more than five minutes after their deadline"),
        Of(
            "law-overdue", SignalClass.Business, SignalMeasure.Worst, ime, "", "onair.orders.overdue",
            "법이 정한 기한을 넘긴 것", "Deadlines of the law that are over"),
        Of(
            "books-differ", SignalClass.Business, SignalMeasure.Average, dse, "", "onair.reconciliation.cases",
            "결제사 장부와 다른 것", "Differences with providers' books that are open"),
        Percentile(
            "order-latency-p50", SignalClass.Application, 0.5, ime, "onair.orders.duration",
            "주문 요청에서 응답까지, 가운데 값", "From a request for an order to its answer, the middle"),
        Percentile(
            "order-latency-p95", SignalClass.Application, 0.95, ime, "onair.orders.duration",
            "주문 요청에서 응답까지, 95%", "From a request for an order to its answer, 95 of 100"),
        Percentile(
            "order-latency-p99", SignalClass.Application, 0.99, ime, "onair.orders.duration",
            "주문 요청에서 응답까지, 99%", "From a request for an order to its answer, 99 of 100"),
        Percentile(
            "payment-latency-p95", SignalClass.Application, 0.95, ime, "onair.payments.call",
            "결제사 호출, 95%, 결제사별", "Calls to a provider, 95 of 100, by provider", "provider"),
        Percentile(
            "payment-latency-p99", SignalClass.Application, 0.99, ime, "onair.payments.call",
            "결제사 호출, 99%, 결제사별", "Calls to a provider, 99 of 100, by provider", "provider"),
        Percentile(
            "api-latency-p95", SignalClass.Application, 0.95, dev, "onair.http.duration{area=api}",
            "API 응답, 95%", "Answers of the API, 95 of 100"),
        new()
        {
            Name = "api-within-3s", Class = SignalClass.Application, Measure = SignalMeasure.Ratio,
            Of = Choose("onair.http.duration{area=api}"), Per = Choose("onair.http.duration{area=api}"), UpTo = 3,
            SamplesMin = 200, Unit = "%", Owner = dev, Ko = "3초 안에 답한 API 응답 / 모든 API 응답",
            En = "Answers of the API within 3 s / all of them",
        },
        Percentile(
            "page-latency-p95", SignalClass.Application, 0.95, dev, "onair.http.duration{area=page}",
            "화면 응답, 95%", "Pages, 95 of 100"),
        Ratio(
            "payment-calls-failed", SignalClass.Application, ime, 30, "onair.payments.call{outcome=failed}",
            "onair.payments.call", "실패한 결제사 호출 / 모든 호출, 결제사별",
            "Calls to a provider that failed / all calls, by provider", "provider"),
        Ratio(
            "errors-5xx", SignalClass.Application, ime, 50, "onair.http.duration{outcome=failed}",
            "onair.http.duration",
            "5xx 응답 / 모든 응답", "Answers with 5xx / all answers"),
        Ratio(
            "page-errors", SignalClass.Application, ime, 50, "onair.http.duration{area=page,outcome=failed}",
            "onair.http.duration{area=page}", "5xx 화면 / 모든 화면: CDN이 원본에서 받는 오류",
            "Pages with 5xx / all pages: what a CDN takes for errors of its origin"),
        Ratio(
            "health-failures", SignalClass.Application, ime, 5, "onair.health.checks{outcome=unready}",
            "onair.health.checks", "준비되지 않았다고 답한 상태 확인 / 모든 확인",
            "Health checks that said not ready / all of them"),
        Of(
            "job-lag", SignalClass.Application, SignalMeasure.Worst, ime, "s", "onair.jobs.behind",
            "가장 오래 기다린 일의 늦음", "How late the oldest job is"),
        Of(
            "jobs-dead", SignalClass.Application, SignalMeasure.Average, dse, "", "onair.jobs.live{state=dead}",
            "끝내 실패해 남은 일(데드 레터)", "Jobs that failed for good (dead letters)"),
        Of(
            "facts-parked", SignalClass.Application, SignalMeasure.Worst, dse, "", "onair.facts.parked",
            "전하지 못해 세워 둔 사실", "Facts that could not be delivered"),
        Ratio(
            "cache-hit-rate", SignalClass.Application, dev, 100, "onair.cache.reads{outcome=hit}",
            "onair.cache.reads{outcome=hit|miss}", "2차 캐시에서 찾은 것 / 찾아본 것",
            "Reads of the second level that found something / all of them"),
        Of(
            "redis-failures", SignalClass.Infrastructure, SignalMeasure.Count, dse, "", "onair.redis.failed",
            "Redis가 제때 답하지 않은 질문", "Questions that Redis did not answer in time"),
        Of(
            "database-cpu", SignalClass.Infrastructure, SignalMeasure.Average, dba, "%", "onair.database.cpu",
            "데이터베이스 CPU", "Processors of the database"),
        new()
        {
            Name = "database-connections", Class = SignalClass.Infrastructure, Measure = SignalMeasure.LevelRatio,
            Of = Choose("onair.database.connections"), Per = Choose("onair.database.connections_max"), Unit = "%",
            Owner = dba, Ko = "쓰고 있는 연결 / 받을 수 있는 연결", En = "Connections in use / connections that the server takes",
        },
        Of(
            "replica-lag", SignalClass.Infrastructure, SignalMeasure.Worst, dba, "s", "onair.database.replica_lag",
            "가장 느린 복제본의 늦음", "How far the slowest replica is behind"),
        Of(
            "machine-cpu", SignalClass.Infrastructure, SignalMeasure.Worst, dse, "%", "onair.machine.cpu",
            "가장 바쁜 노드의 CPU", "Processors of the busiest node"),
    ];

    private static readonly Dictionary<string, SignalDefinition> byName =
        All.ToDictionary(signal => signal.Name, StringComparer.Ordinal);

    /// <summary>Null when there is none of this name.</summary>
    public static SignalDefinition? Find(string name) => byName.GetValueOrDefault(name);

    private static IReadOnlyList<SeriesChoice> Choose(string text) => [SeriesChoice.Parse(text)!];

    private static SignalDefinition Ratio(
        string name, SignalClass kind, string owner, long min, string of, string per, string ko, string en,
        string by = "") => new()
    {
        Name = name, Class = kind, Measure = SignalMeasure.Ratio, Of = Choose(of), Per = Choose(per), SamplesMin = min,
        Unit = "%", Owner = owner, Ko = ko, En = en, By = by,
    };

    private static SignalDefinition Percentile(
        string name, SignalClass kind, double share, string owner, string of, string ko, string en, string by = "") =>
        new()
        {
            Name = name, Class = kind, Measure = SignalMeasure.Percentile, Of = Choose(of), Share = share, Unit = "s",
            Owner = owner, Ko = ko, En = en, By = by,
        };

    private static SignalDefinition Of(
        string name, SignalClass kind, SignalMeasure measure, string owner, string unit, string of, string ko,
        string en) => new()
    {
        Name = name, Class = kind, Measure = measure, Of = Choose(of), Unit = unit, Owner = owner, Ko = ko, En = en,
    };
}
