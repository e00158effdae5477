using System.Data;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Onair.Storage;

/// <summary>How Dapper binds and reads the two types that the databases keep differently from .NET.</summary>
internal static class StoredTypes
{
    private static int registered;

    /// <summary>
    /// Dapper's type map is one for the process; registering twice is harmless but slow, so it happens once.
    /// </summary>
    public static void Register()
    {
        if (Interlocked.Exchange(ref registered, 1) == 1) return;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.RemoveTypeMap(typeof(Guid));
        SqlMapper.RemoveTypeMap(typeof(Guid?));
        SqlMapper.AddTypeHandler(new InstantHandler());
        SqlMapper.AddTypeHandler(new UuidHandler());
    }

    private sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) => Instants.FromMicroseconds((long)value);

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
        {
            parameter.DbType = DbType.Int64;
            parameter.Value = value.ToMicroseconds();
        }
    }

    private sealed class UuidHandler : SqlMapper.TypeHandler<Guid>
    {
        public override Guid Parse(object value) =>
            value is byte[] bytes ? new Guid(bytes, bigEndian: true) : (Guid)value;

        public override void SetValue(IDbDataParameter parameter, Guid value)
        {
            if (parameter is SqliteParameter sqlite)
            {
                sqlite.SqliteType = SqliteType.Blob;
                sqlite.Value = value.ToByteArray(bigEndian: true);
                return;
            }

            parameter.DbType = DbType.Guid;
            parameter.Value = value;
        }
    }
}
