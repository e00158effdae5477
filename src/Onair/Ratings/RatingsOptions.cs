using System.ComponentModel.DataAnnotations;
using Onair.Catalog.Pictures;

namespace Onair.Ratings;

/// <summary>When a moderator looks.</summary>
public enum ModerationMode
{
    /// <summary>Before anything is published.</summary>
    Before = 1,

    /// <summary>Before texts and pictures are; stars alone are published at once, as they can hurt nobody.</summary>
    BeforeTexts = 2,

    /// <summary>Afterwards: everything is published at once and may be hidden.</summary>
    After = 3,
}

/// <summary>Settings of ratings: <c>ONAIR__RATINGS__...</c>.</summary>
public sealed class RatingsOptions
{
    public const string Section = "Onair:Ratings";

    /// <summary>Characters of a text: a screen and a half of a phone, and 9 KB as a form sends Korean.</summary>
    public const int TextLengthMax = 1000;

    /// <summary>Bytes of a request's body: a text in which every letter is escaped.</summary>
    public const int BodyBytesMax = 16 * 1024;

    /// <summary>Versions of a rating. Each is work for a moderator; nobody changes their mind more often.</summary>
    public const int VersionMax = 40;

    /// <summary>Ratings of a page.</summary>
    public const int PageMax = 50;

    /// <summary>Two screens of a phone.</summary>
    public const int PageDefault = 10;

    /// <summary>Characters of a moderator's note.</summary>
    public const int NoteLengthMax = 500;

    /// <summary>Pictures of a rating: all sides of a thing.</summary>
    public const int PicturesMax = 5;

    /// <summary>Bytes of a picture as it is sent: the largest that telephones' cameras write by themselves.</summary>
    public const int PictureBytesMax = 10 * 1024 * 1024;

    /// <summary>Reports of a rating that are kept: a hundred say no more than ten.</summary>
    public const int ReportsMax = 20;

    /// <summary>When a moderator looks.</summary>
    [EnumDataType(typeof(ModerationMode))]
    public ModerationMode Moderation { get; set; } = ModerationMode.Before;

    /// <summary>
    /// Lets buyers add pictures. Off: pictures are where people, homes and others' work show, and each wants a look.
    /// </summary>
    public bool Pictures { get; set; }

    /// <summary>
    /// Pixels of a picture that is sent. It is unpacked whole, at 4 bytes each and one picture at a time: 16 million
    /// are 64 MB and what telephones take by themselves.
    /// </summary>
    [Range(10_000, 100_000_000)]
    public int PicturePixelsMax { get; set; } = 16_500_000;

    /// <summary>Longer side of a picture that is kept, in pixels: a desk's screen shows it whole.</summary>
    [Range(100, 4000)]
    public int PictureSideMax { get; set; } = 1280;

    internal PictureBounds PictureBounds => new(PicturePixelsMax, PictureSideMax);

    /// <summary>Ratings that a product must have before its card shows stars: one voice is no average.</summary>
    [Range(1, 10_000)]
    public int CardCountMin { get; set; } = 3;
}
