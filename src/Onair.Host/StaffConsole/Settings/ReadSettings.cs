using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Xml.Linq;
using Onair.Alarms;
using Onair.Broadcasts;
using Onair.Broadcasts.Talk;
using Onair.Caches;
using Onair.Calls;
using Onair.Carts;
using Onair.Catalog;
using Onair.Customers;
using Onair.Host.Storefront.Legal;
using Onair.Host.Web;
using Onair.Incidents;
using Onair.Jobs;
using Onair.Mail;
using Onair.Orders;
using Onair.Payments;
using Onair.Payments.Inbox;
using Onair.Payments.Inicis;
using Onair.Payments.Receipts;
using Onair.Payments.Routing;
using Onair.Payments.Toss;
using Onair.Ratings;
using Onair.Runbooks;
using Onair.Series;
using Onair.Staff;
using Onair.Storage;
using Onair.Webhooks;

namespace Onair.Host.StaffConsole.Settings;

/// <summary>
/// Every setting of the shop, read from the options themselves and their documentation, so that none is forgotten and
/// none says what is not so. They are set from outside (environment, file, command line) and read when the shop starts.
/// </summary>
internal sealed class ReadSettings(IConfiguration configuration)
{
    /// <summary>The sections that rooms bind; a test compares them with the code.</summary>
    public static readonly IReadOnlyList<(string Section, Type Options)> Sections =
    [
        ("Onair", typeof(HostingOptions)), ("Onair", typeof(StorageOptions)),
        ("Onair:Alarms", typeof(AlarmsOptions)),
        ("Onair:Broadcasts", typeof(BroadcastsOptions)), ("Onair:Broadcasts:Talk", typeof(TalkOptions)),
        ("Onair:Caches", typeof(CachesOptions)), ("Onair:Calls", typeof(CallsOptions)),
        ("Onair:Carts", typeof(CartsOptions)), ("Onair:Catalog", typeof(CatalogOptions)),
        ("Onair:Console", typeof(ConsoleOptions)), ("Onair:Customers", typeof(CustomersOptions)),
        ("Onair:Incidents", typeof(IncidentsOptions)), ("Onair:Jobs", typeof(JobsOptions)),
        ("Onair:Mail", typeof(MailOptions)),
        ("Onair:Merchant", typeof(MerchantOptions)), ("Onair:Orders", typeof(OrdersOptions)),
        ("Onair:Payments", typeof(PaymentsOptions)), ("Onair:Payments:Inbox", typeof(InboxOptions)),
        ("Onair:Payments:Inicis", typeof(InicisOptions)), ("Onair:Payments:Receipts", typeof(ReceiptOptions)),
        ("Onair:Payments:Routing", typeof(RoutingOptions)), ("Onair:Payments:Toss", typeof(TossOptions)),
        ("Onair:Ratings", typeof(RatingsOptions)), ("Onair:Runbooks", typeof(RunbooksOptions)),
        ("Onair:Series", typeof(SeriesOptions)),
        ("Onair:Staff", typeof(StaffOptions)), ("Onair:Webhooks", typeof(WebhooksOptions)),
    ];

    /// <summary>How names of what nobody is shown end; connection strings may hold a password.</summary>
    private static readonly string[] secretEnds =
        ["key", "keys", "secret", "secrets", "password", "token", "tokens", "iv", "postgres", "redis"];

    private static readonly Lazy<Dictionary<string, string>> texts = new(ReadTexts);

    /// <summary>In the order of their keys.</summary>
    public IReadOnlyList<SettingRow> Run() =>
    [
        .. Sections
            .SelectMany(one => Of(one.Section, one.Options, Activator.CreateInstance(one.Options)!))
            .DistinctBy(row => row.Key).OrderBy(row => row.Key, StringComparer.Ordinal),
    ];

    private IEnumerable<SettingRow> Of(string section, Type options, object defaults)
    {
        foreach (var property in options.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var value = property.GetValue(defaults);
            var isGroup = value is not null && property.PropertyType is { IsClass: true } type && type != typeof(string)
                && type != typeof(Uri) && type.Namespace?.StartsWith("Onair", StringComparison.Ordinal) == true;
            if (isGroup)
            {
                foreach (var row in Of($"{section}:{property.Name}", property.PropertyType, value!)) yield return row;
            }
            else if (property.CanWrite || value is IList) yield return RowOf(section, property, value);
        }
    }

    private SettingRow RowOf(string section, PropertyInfo property, object? standard)
    {
        var name = property.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name ?? property.Name;
        var key = $"{section}:{name}";
        var isSecret = IsSecret(property.Name);
        var set = configuration.GetSection(key);
        var said = set.Value ?? string.Join(", ", set.GetChildren().Select(child => child.Value));
        var isSet = set.Exists();
        return new SettingRow(
            key,
            KindOf(property.PropertyType),
            isSecret ? "" : isSet ? said : Text(standard),
            isSecret ? "" : Text(standard),
            property.GetCustomAttribute<RangeAttribute>() is { } range
                ? string.Create(CultureInfo.InvariantCulture, $"{range.Minimum} - {range.Maximum}")
                : "",
            texts.Value.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}") ?? "",
            isSecret,
            isSet);
    }

    internal static bool IsSecret(string name) =>
        Array.Exists(secretEnds, end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    private static string KindOf(Type type)
    {
        var of = Nullable.GetUnderlyingType(type) ?? type;
        return of == typeof(TimeSpan) ? "time span (d.hh:mm:ss)"
            : of == typeof(bool) ? "true, false"
            : of == typeof(int) || of == typeof(long) ? "whole number"
            : of == typeof(double) || of == typeof(decimal) ? "number"
            : of == typeof(Uri) ? "address"
            : of.IsEnum ? string.Join(", ", Enum.GetNames(of))
            : of == typeof(string) ? "text"
            : typeof(IEnumerable).IsAssignableFrom(of) ? "list"
            : of.Name;
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        IEnumerable many => string.Join(", ", many.Cast<object>()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>The documentation that is built with the program, one text per member.</summary>
    private static Dictionary<string, string> ReadTexts()
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var assembly in new[] { typeof(OrdersOptions).Assembly, typeof(HostingOptions).Assembly })
        {
            var file = Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".xml");
            if (!File.Exists(file)) continue;
            foreach (var member in XDocument.Load(file).Descendants("member"))
            {
                if (member.Element("summary") is { } summary && member.Attribute("name") is { } name)
                    found[name.Value] = Plain(summary);
            }
        }

        return found;
    }

    private static string Plain(XElement summary)
    {
        var words = summary.DescendantNodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "see" or "paramref" } link => LastOf(link.Attributes().FirstOrDefault()?.Value),
            _ => "",
        });
        return string.Join(' ', string.Concat(words).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string LastOf(string? cref) => cref?[(cref.LastIndexOf('.') + 1)..] ?? "";
}
