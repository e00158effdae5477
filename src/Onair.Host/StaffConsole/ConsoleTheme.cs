using MudBlazor;

namespace Onair.Host.StaffConsole;

/// <summary>The shop's tokens for MudBlazor: the same colours, radius and fonts as console.css has.</summary>
internal static class ConsoleTheme
{
    private static readonly string[] fonts =
        ["system-ui", "Apple SD Gothic Neo", "Noto Sans KR", "Noto Sans CJK KR", "Malgun Gothic", "sans-serif"];

    public static readonly MudTheme Theme = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#1f5a94", Secondary = "#c2182f", Background = "#ffffff", Surface = "#ffffff",
            TextPrimary = "#1b1a19", TextSecondary = "#5f5b55", Success = "#1c6b45", Error = "#b3261e",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#8fc1f3", Secondary = "#ff7d8b", Background = "#141416", Surface = "#1d1d21",
            TextPrimary = "#f1efec", TextSecondary = "#aaa6a0", Success = "#63cf9a", Error = "#ffb4ab",
        },
        Typography = new Typography { Default = new DefaultTypography { FontFamily = fonts, FontSize = "14px" } },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
    };
}
