namespace Onair.Staff;

/// <summary>What somebody may do at the console. Never stored; roles are.</summary>
public enum StaffRight
{
    /// <summary>What is going on: shows, sales, stock.</summary>
    Overview,

    /// <summary>The control room: switch, change, last call, end.</summary>
    RunShows,

    /// <summary>The schedule: which show when, with what.</summary>
    PlanShows,

    /// <summary>Pieces on the shelf and how they came and went.</summary>
    ReadStock,

    ChangeStock,

    /// <summary>Orders, without whom they are for.</summary>
    ReadOrders,

    /// <summary>Whom an order is for: with a reason, and written down each time.</summary>
    SeePersons,

    CancelOrders,

    /// <summary>Orders of who calls.</summary>
    TakeOrders,

    ShipOrders,

    /// <summary>A customer's word that goods come back, and the goods.</summary>
    ReceiveReturns,

    /// <summary>A letter about an order once more.</summary>
    ResendLetters,

    /// <summary>Products, their variants and pictures, and their prices with dates.</summary>
    ReadProducts,

    ChangeProducts,

    /// <summary>Accounts: masked, and open with a reason.</summary>
    ReadCustomers,

    /// <summary>Publishing, rejecting and hiding what buyers say.</summary>
    ModerateRatings,

    /// <summary>Who outside is told of what, and their log.</summary>
    ChangeWebhooks,

    /// <summary>Providers, outcomes that are not known, differences with their books, and the law's clocks.</summary>
    ReadPayments,

    /// <summary>Ending a difference with a reason; moves no money.</summary>
    ResolveCases,

    /// <summary>Queues, and what died in them.</summary>
    ReadJobs,

    RedriveJobs,

    /// <summary>Alarms, incidents, who is on call, and what the shop measures.</summary>
    ReadWatch,

    /// <summary>Reporting an incident, taking it, and what is done about it.</summary>
    HandleIncidents,

    /// <summary>Silencing alarms, and who is called.</summary>
    ChangeAlarms,

    /// <summary>Who works here, and as what.</summary>
    ChangeStaff,

    /// <summary>How the shop is set up; secrets stay hidden.</summary>
    ReadSettings,

    /// <summary>The audit log.</summary>
    ReadAudit,
}

/// <summary>
/// Pure: which roles have a right. Least privilege: a role has what its work needs. An admin says who works here and
/// sees what was done, and has to give themselves a role, which is written down, to do any of it.
/// </summary>
public static class StaffRights
{
    private const StaffRoles everybody = StaffRoles.Producer | StaffRoles.Merchandiser | StaffRoles.Warehouse
        | StaffRoles.Care | StaffRoles.Operator | StaffRoles.Finance | StaffRoles.Admin;

    public static StaffRoles RolesOf(StaffRight right) => right switch
    {
        StaffRight.Overview => everybody,
        StaffRight.RunShows => StaffRoles.Producer,
        StaffRight.PlanShows => StaffRoles.Producer | StaffRoles.Merchandiser,
        StaffRight.ReadStock => StaffRoles.Producer | StaffRoles.Merchandiser | StaffRoles.Warehouse | StaffRoles.Care
            | StaffRoles.Operator,
        StaffRight.ChangeStock => StaffRoles.Warehouse,
        StaffRight.ReadOrders =>
            StaffRoles.Warehouse | StaffRoles.Care | StaffRoles.Operator | StaffRoles.Finance,
        StaffRight.SeePersons => StaffRoles.Warehouse | StaffRoles.Care,
        StaffRight.CancelOrders => StaffRoles.Care,
        StaffRight.TakeOrders => StaffRoles.Care,
        StaffRight.ShipOrders => StaffRoles.Warehouse,
        StaffRight.ReceiveReturns => StaffRoles.Warehouse | StaffRoles.Care,
        StaffRight.ResendLetters => StaffRoles.Care,
        StaffRight.ReadProducts => StaffRoles.Producer | StaffRoles.Merchandiser | StaffRoles.Care,
        StaffRight.ChangeProducts => StaffRoles.Merchandiser,
        StaffRight.ReadCustomers => StaffRoles.Care,
        StaffRight.ModerateRatings => StaffRoles.Care | StaffRoles.Merchandiser,
        StaffRight.ChangeWebhooks => StaffRoles.Operator,
        StaffRight.ReadPayments => StaffRoles.Finance | StaffRoles.Operator,
        StaffRight.ResolveCases => StaffRoles.Finance,
        StaffRight.ReadJobs => StaffRoles.Operator,
        StaffRight.RedriveJobs => StaffRoles.Operator,
        StaffRight.ReadWatch => StaffRoles.Operator | StaffRoles.Producer,
        StaffRight.HandleIncidents => StaffRoles.Operator | StaffRoles.Producer,
        StaffRight.ChangeAlarms => StaffRoles.Operator,
        StaffRight.ChangeStaff => StaffRoles.Admin,
        StaffRight.ReadSettings => StaffRoles.Admin | StaffRoles.Operator,
        StaffRight.ReadAudit => StaffRoles.Admin | StaffRoles.Operator,
        _ => throw new ArgumentOutOfRangeException(nameof(right), right, "no right"),
    };

    public static bool Allow(StaffRoles roles, StaffRight right) => (roles & RolesOf(right)) != StaffRoles.None;
}
