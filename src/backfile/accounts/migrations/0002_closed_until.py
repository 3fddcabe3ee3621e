from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField(model_name="rule", name="until", field=models.DateField(null=True)),
        migrations.CreateModel(
            name="Closure",
            fields=[
                ("issue", models.CharField(max_length=400, primary_key=True, serialize=False)),
                ("until", models.DateField()),
            ],
            options={"ordering": ["issue"]},
        ),
    ]
