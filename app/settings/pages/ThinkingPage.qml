import QtQuick
import Deepwell.Settings
import Deepwell.Style

// Whether the model thinks, and how its thinking is shown.
Column {
    SettingsSection {
        title: qsTr("Thinking")

        SettingRow {
            name: qsTr("Think before answering")
            about: qsTr("Takes longer; the answers of reasoning models are better for it")
            Toggle {
                objectName: "thinkSwitch"
                text: qsTr("Think before answering")
                checked: Preferences.think
                onToggled: Preferences.think = checked
            }
        }
    }
}
