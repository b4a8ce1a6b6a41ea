namespace Tinedy.ChatOps.Postgres.Statements;

/// <summary>The SQL that is too long to stand beside its call: files of this project, embedded.</summary>
internal static class SqlResource
{
    /// <summary>A resource is named after its folder in the project, wherever this class lies.</summary>
    public static string Sql(string file) => Read($"{typeof(SqlResource).Assembly.GetName().Name}.Sql.{file}");

    public static string Read(string name)
    {
        using var stream = typeof(SqlResource).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program was built without {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
