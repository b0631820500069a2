import QtQuick
import Deepwell.Settings
import Deepwell.Style

// Whether the model thinks, and how its thinking is shown.
Column {
    id: root

    property bool presetThinks: false   // the loaded model's preset decides

    SettingsSection {
        title: qsTr("Thinking")

        SettingRow {
            name: qsTr("Think before answering")
            about: root.presetThinks ? qsTr("Not for the loaded model: its preset decides")
                                     : qsTr("Takes longer; the answers of reasoning models are better for it")
            Toggle {
                objectName: "thinkSwitch"
                text: qsTr("Think before answering")
                checked: Preferences.think
                onToggled: Preferences.think = checked
            }
        }
        SettingRow {
            name: qsTr("Show the thinking")
            about: qsTr("By default; a click on a message's thinking wins")
            ChoiceMenu {
                objectName: "thinkingDisplay"
                Accessible.name: qsTr("Show the thinking")
                current: Preferences.thinkingDisplay
                choices: [
                    { value: "auto", words: qsTr("Until the answer begins") },
                    { value: "open", words: qsTr("Always open") },
                    { value: "folded", words: qsTr("Always folded") }
                ]
                onChosen: value => Preferences.thinkingDisplay = value
            }
        }
    }
}
