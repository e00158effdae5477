using Onair.Alarms;
using Onair.Incidents;
using Onair.Runbooks;

namespace Onair.Host.StaffConsole;

public sealed partial class ConsoleWords
{
    public string Watch => Say("상황실", "Watch");
    public string WrongNow => Say("지금 문제", "What is wrong now");
    public string NothingWrong => Say("지금 문제는 없어요.", "Nothing is wrong.");
    public string NotEvaluated => Say(
        "알람이 1분 넘게 계산되지 않았어요. 아래 내용은 옛날 것일 수 있어요.",
        "Alarms were not evaluated for more than a minute: what follows may be old.");
    public string EvaluatedAt => Say("마지막 계산", "Evaluated");
    public string Incidents => Say("인시던트", "Incidents");
    public string NoIncidents => Say("이런 인시던트가 없어요.", "There are no such incidents.");
    public string NoSuchIncident => Say("그런 인시던트가 없어요.", "There is no such incident.");
    public string Alarms => Say("알람", "Alarms");
    public string AlarmsQuiet => Say("울리는 알람이 없어요.", "No alarm fires.");
    public string AlarmRules => Say("모든 알람", "All alarms");
    public string AlarmHistory => Say("바뀐 기록", "History");
    public string OnCallTitle => Say("당번", "On call");
    public string Severity => Say("심각도", "Severity");
    public string Area => Say("영역", "Area");
    public string Runbook => Say("런북", "Runbook");
    public string OpenedAt => Say("시작", "Opened");
    public string TakenBy => Say("맡은 사람", "Taken by");
    public string NobodyYet => Say("아직 없음", "nobody yet");
    public string Titled => Say("제목", "Title");
    public string ReportIncident => Say("인시던트 알리기", "Report an incident");
    public string Drill => Say("훈련", "Drill");
    public string TakeIt => Say("제가 맡을게요", "I take it");
    public string WriteNote => Say("기록", "Write down");
    public string TellCustomers => Say("고객에게 알렸어요", "Customers were told");
    public string MitigatedWord => Say("완화됐어요", "It is mitigated");
    public string ResolveIt => Say("해결했어요", "It is resolved");
    public string ForceIt => Say("아직 울려도 해결로", "Although it still fires");
    public string WhatHappened => Say("내용", "What");
    public string LadderTitle => Say("단계", "Ladder");
    public string RunbooksTitle => Say("런북", "Runbooks");
    public string Rehearsed => Say("마지막 훈련", "Last rehearsed");
    public string Never => Say("없음", "never");
    public string Ticked => Say("했어요", "Done");
    public string RunIt => Say("실행", "Run it");
    public string WayBack => Say("되돌리기", "way back");
    public string EvidenceWord => Say("근거", "Evidence");
    public string Back => Say("얼마 동안", "So far back");
    public string Impact => Say("영향", "Impact");

    public string OrdersLost(double orders) =>
        Say($"받지 못한 주문 {Count((long)orders)}건", $"{Count((long)orders)} orders lost");

    /// <summary>How it was reckoned.</summary>
    public string ImpactFormula(IncidentImpact of)
    {
        var missing = of.Missing is { } known ? Count((long)known) : "?";
        var average = of.AverageWon is { } won ? Won((long)won) : "?";
        return Say(
            $"= max(거절·오류 {Count((long)of.Failed)}, 기대보다 모자란 {missing}) × 평균 주문 {average}",
            $"= max(refused or failed {Count((long)of.Failed)}, short of expected {missing}) x average {average}");
    }

    public string ContactName => Say("이름", "Name");
    public string ContactEmail => Say("메일", "E-mail");
    public string ContactPhone => Say("전화", "Phone");
    public string RungDue => Say("예정", "Due");
    public string EndsThen => Say("까지", "until then");
    public string TimeLeft => Say("남은 시간", "Left");
    public string LateBy => Say("늦음", "Late");
    public string PagesTitle => Say("부른 사람", "Who was called");
    public string TimelineTitle => Say("시간순 기록", "Timeline");
    public string TimelineHolds => Say("기록이 바뀌지 않았어요.", "The timeline holds.");
    public string StillFiring => Say("원인이 아직 울려요", "what opened it still fires");
    public string NobodyCalled => Say("아직 아무도 부르지 않았어요.", "Nobody was called yet.");
    public string Silences => Say("조용히 한 알람", "Silences");
    public string NoSilences => Say("조용히 한 알람이 없어요.", "Nothing is silenced.");
    public string SilenceIt => Say("조용히", "Silence");
    public string EndSilence => Say("다시 알리기", "End it");
    public string ForMinutes => Say("몇 분 동안", "For minutes");
    public string SignalsTitle => Say("신호", "Signals");
    public string Signal => Say("신호", "Signal");
    public string SignalOwner => Say("담당", "Owner");
    public string SinceWhen => Say("언제부터", "Since");
    public string Value => Say("값", "Value");
    public string Samples => Say("표본", "Samples");
    public string HealthWord => Say("계산 상태", "Evaluation");
    public string NoData => Say("값이 없어요.", "There are no values.");
    public string Role => Say("역할", "Role");
    public string NobodyOnCall => Say("아무도 없음", "nobody");
    public string Contacts => Say("연락처", "Contacts");
    public string NoContacts => Say(
        "연락처가 없어요. 문제가 생기면 운영자의 메일로만 알려요.",
        "There are no contacts: only operators are written to when something is wrong.");
    public string AddContact => Say("연락처 더하기", "Add a contact");
    public string ByChannel => Say("연락 방법", "Channel");
    public string ChannelAddress => Say("주소나 키", "Address or key");
    public string Always => Say("항상", "always");
    public string InShifts => Say("근무표대로", "in shifts");
    public string Shifts => Say("근무표", "Shifts");
    public string NoShifts => Say("근무표가 없어요.", "There are no shifts.");
    public string AddShift => Say("근무 더하기", "Add a shift");
    public string Instead => Say("대신", "Instead");

    public string SeverityOf(AlarmLevel level) => level switch
    {
        AlarmLevel.Ok => Say("정상", "OK"),
        AlarmLevel.Warning => Say("경고", "Warning"),
        AlarmLevel.Critical => Say("긴급", "Critical"),
        AlarmLevel.NoTraffic => Say("표본 부족", "No traffic"),
        AlarmLevel.Insufficient => Say("자료 없음", "No data"),
    };

    public string HealthOf(AlarmHealth health) => health switch
    {
        AlarmHealth.Evaluated => Say("계산됨", "evaluated"),
        AlarmHealth.PartialData => Say("자료 일부", "partial data"),
        AlarmHealth.WarmUp => Say("준비 중", "warming up"),
        AlarmHealth.Failed => Say("계산 실패", "failed"),
        AlarmHealth.OutOfPhase => Say("이 단계 아님", "not in this phase"),
    };

    /// <summary>The reader's half of a text that has both: <c>한국어 / English</c>.</summary>
    public string Half(string both)
    {
        var parts = both.Split(" / ", 2);
        return parts.Length == 2 ? Say(parts[0], parts[1]) : both;
    }

    public string DangerOf(StepDanger danger) => danger switch
    {
        StepDanger.Low => Say("위험 낮음", "low danger"),
        StepDanger.Medium => Say("위험 보통", "medium danger"),
        StepDanger.High => Say("위험 높음: 두 사람이 결정", "high danger: two people decide"),
    };

    public string AreaOf(AlarmArea area) => area switch
    {
        AlarmArea.Order => Say("주문", "orders"),
        AlarmArea.Payment => Say("결제", "payments"),
        AlarmArea.Website => Say("웹사이트", "website"),
        AlarmArea.Database => Say("데이터베이스", "database"),
        AlarmArea.Security => Say("보안", "security"),
        AlarmArea.Other => Say("기타", "other"),
    };

    public string StateOf(IncidentState state) => state switch
    {
        IncidentState.Open => Say("진행 중", "open"),
        IncidentState.Resolved => Say("해결됨", "resolved"),
        IncidentState.Closed => Say("닫힘", "closed"),
        IncidentState.Merged => Say("합쳐짐", "merged"),
    };

    public string ClockOf(RungClock clock) => clock switch
    {
        RungClock.Immediate => Say("바로", "at once"),
        RungClock.Acknowledge => Say("맡지 않으면", "not taken"),
        RungClock.Resolve => Say("해결되지 않으면", "not resolved"),
        RungClock.Communicate => Say("고객이 모르면", "customers not told"),
    };

    public string StateOf(RungState state) => state switch
    {
        RungState.Waiting => Say("기다림", "waiting"),
        RungState.Fired => Say("불렀음", "fired"),
        RungState.NotNeeded => Say("필요 없음", "not needed"),
    };

    public string StateOf(PageState state) => state switch
    {
        PageState.Queued => Say("보내는 중", "on its way"),
        PageState.Sent => Say("보냄", "sent"),
        PageState.Failed => Say("못 보냄", "failed"),
    };

    public string AnswerOf(ChangeIncidentStatus status) => status switch
    {
        ChangeIncidentStatus.Done => Say("기록했어요.", "Written down."),
        ChangeIncidentStatus.Already => Say("이미 그래요.", "It was so already."),
        ChangeIncidentStatus.NotFound => NoSuchIncident,
        ChangeIncidentStatus.NotOpen => Say("이미 끝난 인시던트예요.", "It is not open any more."),
        ChangeIncidentStatus.StillFires => Say(
            "원인이 아직 울려요. 기다리거나, 이유를 적고 강제로 해결해 주세요.",
            "What opened it still fires: wait, or force it with a reason."),
        ChangeIncidentStatus.Invalid => Say("내용을 1~1000자로 적어 주세요.", "Write 1 to 1000 characters."),
    };
}
